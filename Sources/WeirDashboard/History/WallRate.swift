import DequeModule

/// Events and frames a second of wall time over about the last second.
struct WallRate: Sendable {
  private struct Tick: Sendable {
    var seconds: Double
    var events: Int
  }

  private var ticks: Deque<Tick> = []
  private var pending = 0
  private var seconds = 0.0
  private var events = 0

  /// Notes events that arrived since the last frame.
  mutating func count(_ events: Int) {
    pending += events
  }

  /// Closes a frame that lasted this long; at most 120 of them are kept.
  mutating func frameDrawn(after seconds: Double) {
    ticks.append(Tick(seconds: max(seconds, 0), events: pending))
    self.seconds += max(seconds, 0)
    events += pending
    pending = 0
    while ticks.count > 120 || (self.seconds > 1.2 && ticks.count > 1) { dropFirst() }
  }

  private mutating func dropFirst() {
    guard let first = ticks.popFirst() else { return }
    seconds -= first.seconds
    events -= first.events
  }

  var eventsPerSecond: Double { seconds > 0 ? Double(events) / seconds : 0 }
  var framesPerSecond: Double { seconds > 0 ? Double(ticks.count) / seconds : 0 }
}
