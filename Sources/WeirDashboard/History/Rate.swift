import WeirAnalysis
import WeirEvents

/// How often something happens in a second of virtual time, the last seconds counting most.
///
/// Each occurrence fades with a time constant; a run younger than that is not taken for a slow one.
struct Rate: Sendable {
  /// Over how long the rate is taken, in seconds.
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

  /// Occurrences a second as of an instant.
  func perSecond(at instant: VirtualInstant) -> Double {
    guard instant.nanoseconds > 0 else { return 0 }
    let seen = 1 - Rate.exponential(-instant.seconds / memory)
    return faded(to: max(instant.nanoseconds, last)) / (memory * seen)
  }

  /// About how many there were in the time over which the rate is taken.
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
