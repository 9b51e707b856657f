import DequeModule

/// Events and frames per second of wall time, over about the last second.
struct WallRate: Sendable {
  private struct Tick: Sendable {
    var seconds: Double
    var events: Int
    /// Whether the frame was drawn and not skipped.
    var isDrawn = true
  }

  private var ticks: Deque<Tick> = []
  private var pending = 0
  private var seconds = 0.0
  private var events = 0
  private var skipped = 0

  /// Counts events that arrived since the last frame.
  mutating func count(_ events: Int) {
    pending += events
  }

  /// Ends a frame that lasted this long; keeps at most 120 frames.
  mutating func frameDrawn(after seconds: Double) {
    ticks.append(Tick(seconds: max(seconds, 0), events: pending))
    self.seconds += max(seconds, 0)
    events += pending
    pending = 0
    while ticks.count > 120 || (self.seconds > 1.2 && ticks.count > 1) { dropFirst() }
  }

  /// Counts the last frame as skipped, because the terminal could not take it.
  mutating func frameSkipped() {
    guard let last = ticks.indices.last, ticks[last].isDrawn else { return }
    ticks[last].isDrawn = false
    skipped += 1
  }

  private mutating func dropFirst() {
    guard let first = ticks.popFirst() else { return }
    if !first.isDrawn { skipped -= 1 }
    seconds -= first.seconds
    events -= first.events
  }

  var eventsPerSecond: Double { seconds > 0 ? Double(events) / seconds : 0 }
  var framesPerSecond: Double { seconds > 0 ? Double(ticks.count - skipped) / seconds : 0 }
  var skippedPerSecond: Double { seconds > 0 ? Double(skipped) / seconds : 0 }

  /// Whether all counts are zero, so that the passing of time would change nothing.
  var isStill: Bool { pending == 0 && events == 0 && skipped == 0 }
}
