import WeirEvents

/// The delays between the attempts of one call, one after the other.
public struct Backoff: Sendable {
  private let policy: RetryPolicy
  /// What the next delay is, jitter aside.
  private var step: Duration
  /// The delay before; the base at the begin.
  private var previous: Duration

  public init(_ policy: RetryPolicy) {
    var policy = policy
    policy.base = policy.base.bounded
    policy.cap = policy.cap.bounded
    self.policy = policy
    step = min(policy.base, policy.cap)
    previous = policy.base
  }

  /// Draws the delay before the next attempt.
  ///
  /// - Parameter unit: a random number from 0 up to, and not including, 1. What is not counts as
  ///   the nearest one, or as 0 if it is no number at all.
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
