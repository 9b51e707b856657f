public import WeirEvents

/// The decisions of one call that may be retried.
@usableFromInline
struct RetryStateMachine {
  private let policy: RetryPolicy
  private var backoff: Backoff
  /// The current attempt, counted from 1.
  @usableFromInline private(set) var attempt = 1

  @usableFromInline
  init(_ policy: RetryPolicy) {
    self.policy = policy
    backoff = Backoff(policy)
  }

  /// How an attempt failed.
  @usableFromInline
  enum Failure {
    /// The task was cancelled.
    case cancelled
    /// With an error that a retry may help.
    case transient
    /// With an error that a retry can't help.
    case permanent
  }

  @usableFromInline
  enum FailAction: Equatable {
    /// Wait, and make this attempt.
    case retry(attempt: Int, after: Duration)
    case giveUp(ExhaustionCause)
    /// The result is no longer wanted.
    case stop
  }

  /// An attempt failed.
  ///
  /// - Parameters:
  ///   - remaining: how long the call may still take; `nil` is no limit.
  ///   - unit: returns a random number from 0 up to, but not including, 1; called once if there is
  ///     a delay.
  ///   - withdraw: withdraws one retry from the budget, if there is one; called last.
  @usableFromInline
  mutating func failed(
    _ failure: Failure, remaining: Duration?, unit: () -> Double, withdraw: () -> Bool
  ) -> FailAction {
    guard failure != .cancelled else { return .stop }
    guard failure != .permanent else { return .giveUp(.refused) }
    guard attempt < policy.attempts else { return .giveUp(.attempts) }
    let delay = backoff.next(unit: unit())
    if let remaining, remaining <= delay { return .giveUp(.deadline) }
    guard withdraw() else { return .giveUp(.budget) }
    attempt += 1
    return .retry(attempt: attempt, after: delay)
  }
}
