import WeirAnalysis
import WeirEvents

/// In which share of the time a condition was true; recent seconds count most.
struct Share: Sendable {
  /// The time constant, in seconds.
  let memory: Double
  private var value = 0.0
  private var seen = 0.0
  private var last: Int64 = 0
  private var isSo = false

  init(over memory: Double) {
    self.memory = memory
  }

  /// From 0 to 1.
  var share: Double { seen > 0 ? min(value / seen, 1) : 0 }

  mutating func set(_ isSo: Bool, at instant: VirtualInstant) {
    guard isSo != self.isSo else { return }
    advance(to: instant)
    self.isSo = isSo
  }

  mutating func advance(to instant: VirtualInstant) {
    guard instant.nanoseconds > last else { return }
    let fade = Rate.exponential(-Double(instant.nanoseconds - last) / 1e9 / memory)
    value = value * fade + (isSo ? 1 - fade : 0)
    seen = seen * fade + 1 - fade
    last = instant.nanoseconds
  }
}
