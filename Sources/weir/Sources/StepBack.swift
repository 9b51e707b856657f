import WeirEvents

/// Steps back through the events of a run that are combined into one seek, however many are
/// requested.
struct StepBack {
  /// The instant from which the last one was requested.
  var origin: VirtualInstant
  /// The events shown when the first one was requested.
  private let history: ShownEvents.History
  /// How many events should be shown at the end of the seek.
  private(set) var count: Int
  /// Steps beyond the known past; they need another seek.
  private(set) var further = 0
  /// Steps forward, beyond where the first step back began.
  private(set) var ahead = 0

  init(from origin: VirtualInstant, _ history: ShownEvents.History) {
    self.origin = origin
    self.history = history
    count = history.count
  }

  /// The instant of the last event to show; the start of the run if there is none.
  var last: VirtualInstant { history.instant(of: count) ?? .zero }

  /// One event less, but not before the first one.
  mutating func goBack() {
    if ahead > 0 {
      ahead -= 1
    } else if count > history.first {
      count -= 1
    } else if count > 0 {
      further += 1
    }
  }

  /// One event more.
  mutating func goForwards() {
    if further > 0 {
      further -= 1
    } else if count < history.count {
      count += 1
    } else {
      ahead += 1
    }
  }

  /// Returns the seek that has to follow, given the events shown at the end of this one; `nil` if
  /// this is the last.
  func next(_ history: ShownEvents.History) -> StepBack? {
    guard further > 0 else { return nil }
    var next = StepBack(from: origin, history)
    for _ in 0..<further { next.goBack() }
    return next
  }
}
