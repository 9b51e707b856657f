import WeirAnalysis
import WeirEvents

/// In which share of the time a condition was true; recent seconds count most.
struct Share: Sendable {
  /// The time constant, in seconds.
  let memory: Double
  private var value = 0.0
  private var seen = 0.0
  private var last: Int64 = 0
  private var isTrue = false

  init(over memory: Double) {
    self.memory = memory
  }

  /// The share at an instant, from 0 to 1. That something is read changes nothing: the value is
  /// rounded at each step, and must not depend on how often it was looked at.
  func share(at instant: VirtualInstant) -> Double {
    var present = self
    present.advance(to: instant)
    return present.seen > 0 ? min(present.value / present.seen, 1) : 0
  }

  mutating func set(_ isTrue: Bool, at instant: VirtualInstant) {
    guard isTrue != self.isTrue else { return }
    advance(to: instant)
    self.isTrue = isTrue
  }

  private mutating func advance(to instant: VirtualInstant) {
    guard instant.nanoseconds > last else { return }
    let fade = Rate.exponential(-Double(instant.nanoseconds - last) / 1e9 / memory)
    value = value * fade + (isTrue ? 1 - fade : 0)
    seen = seen * fade + 1 - fade
    last = instant.nanoseconds
  }
}
