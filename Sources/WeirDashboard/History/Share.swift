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

  /// From 0 to 1.
  ///
  /// Nothing else advances it to an instant without a change: each step on the way is rounded.
  func share(at now: VirtualInstant) -> Double {
    var share = self
    share.advance(to: now)
    return share.seen > 0 ? min(share.value / share.seen, 1) : 0
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
