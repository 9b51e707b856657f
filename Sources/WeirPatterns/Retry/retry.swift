public import WeirEvents

/// Runs an operation, and runs it again after a while when it fails, as often as a policy and a
/// budget allow.
///
/// It does not try again when the task was cancelled, nor when the next attempt could not begin
/// before the `Deadline` that holds.
///
/// - Parameters:
///   - policy: how often, and after which delays.
///   - budget: limits the retries of all who share it; none leaves them to the policy.
///   - clock: measures the delays.
///   - reporter: is told of attempts, errors and delays; none is told nothing.
///   - random: draws a number from 0 up to, and not including, 1: one for each delay, whatever the
///     jitter. By default it is the system's randomness, or in a simulation that of its seed.
///   - isRetryable: whether trying again may help against an error. It is not asked when the task
///     was cancelled.
///   - operation: is given the number of the attempt, counted from 1.
/// - Returns: what the first attempt returns that does not fail.
/// - Throws: the error of the last attempt, or `CancellationError`.
public func retry<Success, C: Clock>(
  _ policy: RetryPolicy, budget: RetryBudget? = nil, clock: C, reporter: (any Reporter)? = nil,
  random: () -> Double = drawUnit, isRetryable: (any Error) -> Bool = { _ in true },
  operation: (_ attempt: Int) async throws -> Success
) async throws -> Success where C.Duration == Duration {
  var machine = RetryStateMachine(policy)
  let report = RetryReport(to: reporter)
  budget?.deposit()
  while true {
    do {
      report.started(machine.attempt)
      return try await operation(machine.attempt)
    } catch {
      let failure = RetryStateMachine.Failure(error, isRetryable)
      let attempt = machine.attempt
      let action = machine.failed(
        failure, remaining: Deadline.remaining(on: clock), unit: random,
        withdraw: { budget?.withdraw() ?? true })
      report.failed(attempt, with: error, action)
      guard case .retry(_, let delay) = action else { throw error }
      try await clock.sleep(until: clock.now.saturatingAdvanced(by: delay), tolerance: nil)
      // The request may have come when the delay was over and the task had not run yet.
      try checkCancellation(of: report.task, reporter: reporter)
    }
  }
}

extension RetryStateMachine.Failure {
  /// A `CancellationError` in a task that was not cancelled comes from elsewhere, and is an error
  /// like others.
  fileprivate init(_ error: any Error, _ isRetryable: (any Error) -> Bool) {
    if Task.isCancelled {
      self = .stopped
    } else {
      self = isRetryable(error) ? .passing : .lasting
    }
  }
}
