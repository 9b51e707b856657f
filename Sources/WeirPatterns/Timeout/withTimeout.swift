public import WeirEvents

/// Runs an operation, and cancels it if it takes longer than a limit.
///
/// It returns when the operation has ended, even after the deadline: an operation that does not
/// react to the cancellation delays its caller, and that time is reported as wasted. A result is
/// never discarded, even if it comes late: an element dequeued at the last moment is returned.
///
/// Inside another limit on the same clock, the operation may take no longer than what remains of
/// that one.
///
/// With a limit of zero or less the operation is cancelled where it first has to wait, so that it
/// can still get what is available at once. (On the system's clocks before macOS 26 it may be
/// cancelled earlier.)
///
/// - Parameters:
///   - limit: how long the operation may take, on the clock; 292 years or more is no limit.
///   - clock: measures the limit.
///   - child: reports the operation as a task of its own with this name; with `nil` it is part of
///     its caller.
///   - reporter: receives when the deadline is armed, met, fired or cancelled; `nil` reports
///     nothing.
///   - isolation: the caller's actor, on which the operation runs. Neither the operation nor its
///     result has to be sendable.
/// - Returns: What the operation returns.
/// - Throws: `TimeoutError` if the operation stopped because it timed out, otherwise what it
///   throws.
@inlinable
public func withTimeout<Result, C: Clock>(
  _ limit: Duration, clock: C, child: Label? = nil, reporter: (any Reporter)? = nil,
  isolation: isolated (any Actor)? = #isolation, fileID: StaticString = #fileID,
  line: UInt = #line, operation: () async throws -> Result
) async throws -> Result where C.Duration == Duration {
  let now = clock.now
  return try await TimeoutRace(
    until: now.end(ofLimit: limit), from: now, on: clock, child, CallSite(fileID, line), reporter
  ).run(isolation: isolation, operation)
}

/// Runs an operation as `withTimeout` does, and cancels it at an instant.
///
/// - Parameter deadline: an instant that has passed counts as a limit of less than zero; one that
///   is 292 years away is no limit.
/// - Returns: What the operation returns.
/// - Throws: `TimeoutError` if the operation stopped because it timed out, otherwise what it
///   throws.
@inlinable
public func withDeadline<Result, C: Clock>(
  _ deadline: C.Instant, clock: C, child: Label? = nil, reporter: (any Reporter)? = nil,
  isolation: isolated (any Actor)? = #isolation, fileID: StaticString = #fileID,
  line: UInt = #line, operation: () async throws -> Result
) async throws -> Result where C.Duration == Duration {
  try await TimeoutRace(
    until: deadline, from: clock.now, on: clock, child, CallSite(fileID, line), reporter
  ).run(isolation: isolation, operation)
}
