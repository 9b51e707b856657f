import WeirAnalysis
import WeirEvents

extension SeekTarget {
  /// Whether it is an event.
  var isStep: Bool {
    if case .event = self { true } else { false }
  }
}

extension SeekTarget {
  /// The next event, if it is an event that has a next one.
  public var next: SeekTarget {
    if case .event(let event) = self, event < .max { .event(event + 1) } else { self }
  }
}

/// A seek in progress; virtual time is paused at its end.
struct Seek: Sendable, Hashable {
  /// The newest place when it began.
  var origin: RunPosition
  var target: SeekTarget

  init(from origin: RunPosition, to target: SeekTarget) {
    (self.origin, self.target) = (origin, target)
  }

  /// Whether it leads to an event, and shows no notice: such seeks are short and come in a row.
  var isStep: Bool { target.isStep }

  /// Whether its end has not happened yet, or has not been read, so that it may take a while.
  func isLong(beyond newest: RunPosition) -> Bool {
    switch target {
    case .instant(let instant): instant > newest.instant
    case .event(let event): event > newest.event
    case .end, .share, .warning: true
    case .cause: false
    }
  }

  /// How much of it is done, from 0 to 1, when the newest place has come this far.
  func progress(at newest: RunPosition) -> Double {
    switch target {
    case .instant(let instant):
      Seek.share(newest.instant.seconds, from: origin.instant.seconds, to: instant.seconds)
    case .event(let event):
      Seek.share(Double(newest.event), from: Double(origin.event), to: Double(event))
    case .end, .share, .warning, .cause: 0
    }
  }

  private static func share(_ now: Double, from origin: Double, to target: Double) -> Double {
    guard now >= origin, now <= target, target > origin else { return 0 }
    return (now - origin) / (target - origin)
  }
}
