public import WeirEvents

/// Runs an operation, and retries it after a delay if it fails, as often as a policy and a budget
/// allow.
///
/// It does not retry if the task was cancelled, or if the next attempt could not begin before the
/// current `Deadline`.
///
/// - Parameters:
///   - policy: the number of attempts, and the delays.
///   - budget: limits the retries of all callers that share it; with `nil` only the policy limits
///     them.
///   - clock: measures the delays.
///   - reporter: receives attempts, errors and delays; `nil` reports nothing.
///   - random: returns a random number from 0 up to, but not including, 1; called once for each
///     delay, whatever the jitter. By default it uses the system's randomness, or, in a simulation,
///     the seed.
///   - isRetryable: whether a retry may help after an error. It is not called if the task was
///     cancelled.
///   - operation: receives the number of the attempt, counted from 1.
/// - Returns: What the first successful attempt returns.
/// - Throws: The error of the last attempt, or `CancellationError`.
@inlinable
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
      // The task may have been cancelled after the delay was over, before it ran again.
      try checkCancellation(of: report.task, reporter: reporter)
    }
  }
}

extension RetryStateMachine.Failure {
  /// A `CancellationError` in a task that was not cancelled comes from elsewhere, and is an error
  /// like any other.
  @inlinable
  init(_ error: any Error, _ isRetryable: (any Error) -> Bool) {
    if Task.isCancelled {
      self = .cancelled
    } else {
      self = isRetryable(error) ? .transient : .permanent
    }
  }
}
