import WeirEvents

/// The sequence of delays between the attempts of one call.
public struct Backoff: Sendable {
  private let policy: RetryPolicy
  /// The next delay, without jitter.
  private var step: Duration
  /// The previous delay; at the beginning, the base.
  private var previous: Duration

  /// The delays that a policy asks for; its times are clamped to 292 years.
  public init(_ policy: RetryPolicy) {
    var policy = policy
    policy.base = policy.base.bounded
    policy.cap = policy.cap.bounded
    self.policy = policy
    step = min(policy.base, policy.cap)
    previous = policy.base
  }

  /// Returns the delay before the next attempt, in whole nanoseconds.
  ///
  /// - Parameter unit: a random number from 0 up to, but not including, 1. Other numbers are
  ///   clamped, and NaN counts as 0.
  public mutating func next(unit: Double) -> Duration {
    let delay = delay(unit: unit.isNaN ? 0 : min(max(unit, 0), 1.nextDown))
    step = min(step.doubled, policy.cap)
    previous = delay
    return delay
  }

  private func delay(unit: Double) -> Duration {
    switch policy.jitter {
    case .none: step
    case .full: step.scaled(by: unit)
    case .equal: step.scaled(by: 0.5) + step.scaled(by: unit / 2)
    case .decorrelated:
      min(policy.cap, policy.base + (previous * 3 - policy.base).scaled(by: unit))
    }
  }
}

extension Duration {
  fileprivate var doubled: Duration { self + self }

  /// Whole nanoseconds, rounded down.
  fileprivate func scaled(by factor: Double) -> Duration {
    .nanoseconds(Int64(Double(nanoseconds) * factor))
  }
}
