import WeirEvents

/// Steps back through the events of a run that are made in one journey, however many were asked
/// for.
struct StepBack {
  /// The instant from which the last one was asked for.
  var origin: VirtualInstant
  /// What had been told when the first one was asked for.
  private let history: ToldEvents.History
  /// How many events are to be told when the journey is over.
  private(set) var count: Int
  /// Steps that lead beyond what is known of the past; they make another journey.
  private(set) var further = 0
  /// Steps forwards, beyond where the first step back began.
  private(set) var ahead = 0

  init(from origin: VirtualInstant, _ history: ToldEvents.History) {
    self.origin = origin
    self.history = history
    count = history.count
  }

  /// When the last event happens that is to be told; the run's start where there is none.
  var last: VirtualInstant { history.instant(of: count) ?? .zero }

  /// One event less; before the first one there is nothing.
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

  /// The journey that comes after this one, from what has been told at its end; nil where this is
  /// the last.
  func next(_ history: ToldEvents.History) -> StepBack? {
    guard further > 0 else { return nil }
    var next = StepBack(from: origin, history)
    for _ in 0..<further { next.goBack() }
    return next
  }
}
