public import WeirEvents

/// Runs an operation and asks it to stop when it takes longer than the limit.
///
/// It returns when the operation has come to its end, also after the deadline: an operation that
/// does not react to being asked holds its caller up, and the time from there on is reported as
/// wasted. What an operation returns is never thrown away, not even when it comes too late: an
/// element that was got from a queue at the last moment arrives.
///
/// Within another limit on the same clock, the operation may not take longer than what remains of
/// that one.
///
/// With a limit of zero or less the operation gets what it doesn't have to wait for: it is
/// cancelled where it first has to wait. (On the system's clocks before macOS 26 it may be
/// cancelled earlier.)
///
/// - Parameters:
///   - limit: how long the operation may take, on the clock; 292 years or more is no limit.
///   - clock: the clock that measures.
///   - child: makes the operation a task of its own for the reporter, with this name; none leaves
///     it a part of its caller.
///   - reporter: is told when the deadline is armed, met, fired or cancelled; nil is told nothing.
///   - isolation: where the operation runs: on the caller's actor. Neither the operation nor its
///     result need to be sendable.
/// - Returns: what the operation returns.
/// - Throws: `TimeoutError` if the operation stopped because its time was up; else what the
///   operation throws.
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
/// - Parameter deadline: an instant that has passed already is a limit of less than zero; one that
///   is 292 years away is no limit.
public func withDeadline<Result, C: Clock>(
  _ deadline: C.Instant, clock: C, child: Label? = nil, reporter: (any Reporter)? = nil,
  isolation: isolated (any Actor)? = #isolation, fileID: StaticString = #fileID,
  line: UInt = #line, operation: () async throws -> Result
) async throws -> Result where C.Duration == Duration {
  try await TimeoutRace(
    until: deadline, from: clock.now, on: clock, child, CallSite(fileID, line), reporter
  ).run(isolation: isolation, operation)
}
