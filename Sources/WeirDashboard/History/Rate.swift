import WeirAnalysis
import WeirEvents

/// How often something happens per second of virtual time; recent seconds count most.
///
/// Each occurrence fades with a time constant, and the rate of a younger run is corrected for its
/// age.
struct Rate: Sendable {
  /// The time constant, in seconds.
  private let memory: Double
  private var sum = 0.0
  private var last: Int64 = 0

  init(over memory: Double) {
    self.memory = memory
  }

  mutating func count(_ number: Int = 1, at instant: VirtualInstant) {
    sum = faded(to: instant.nanoseconds) + Double(number)
    last = instant.nanoseconds
  }

  private func faded(to instant: Int64) -> Double {
    sum * Rate.exponential(-Double(instant - last) / 1e9 / memory)
  }

  /// Occurrences per second at an instant.
  func perSecond(at instant: VirtualInstant) -> Double {
    guard instant.nanoseconds > 0 else { return 0 }
    let seen = 1 - Rate.exponential(-instant.seconds / memory)
    return faded(to: max(instant.nanoseconds, last)) / (memory * seen)
  }

  /// About how many there were within the time constant.
  func lately(at instant: VirtualInstant) -> Int {
    Int((perSecond(at: instant) * min(memory, instant.seconds)).rounded())
  }

  /// e to the power of x, for x ≤ 0, to four digits: more than a rate on a screen needs.
  static func exponential(_ x: Double) -> Double {
    guard x > -40 else { return 0 }
    var power = 1 + x / 1024
    for _ in 0..<10 { power *= power }
    return power
  }
}
