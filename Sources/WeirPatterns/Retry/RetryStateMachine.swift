import WeirEvents

/// The decisions of one call that may be tried more than once.
struct RetryStateMachine {
  private let policy: RetryPolicy
  private var backoff: Backoff
  /// The attempt that runs, counted from 1.
  private(set) var attempt = 1

  init(_ policy: RetryPolicy) {
    self.policy = policy
    backoff = Backoff(policy)
  }

  /// How an attempt failed.
  enum Failure {
    /// It was asked to stop.
    case stopped
    /// With an error for which trying again may help.
    case passing
    /// With an error for which trying again is of no use.
    case lasting
  }

  enum FailAction: Equatable {
    /// Wait, and make this attempt.
    case retry(attempt: Int, after: Duration)
    case giveUp(ExhaustionCause)
    /// Nobody wants the result any more.
    case stop
  }

  /// An attempt failed.
  ///
  /// - Parameters:
  ///   - remaining: how long the call may still take; none is as long as it likes.
  ///   - unit: draws a random number from 0 up to, and not including, 1; asked once if there is to
  ///     be a delay.
  ///   - withdraw: takes one retry from the budget, where there is one; asked last.
  mutating func failed(
    _ failure: Failure, remaining: Duration?, unit: () -> Double, withdraw: () -> Bool
  ) -> FailAction {
    guard failure != .stopped else { return .stop }
    guard failure != .lasting else { return .giveUp(.refused) }
    guard attempt < policy.attempts else { return .giveUp(.attempts) }
    let delay = backoff.next(unit: unit())
    if let remaining, remaining <= delay { return .giveUp(.deadline) }
    guard withdraw() else { return .giveUp(.budget) }
    attempt += 1
    return .retry(attempt: attempt, after: delay)
  }
}
