public import WeirTrace

/// Runs an operation and asks it to stop when it takes longer than the limit.
///
/// It returns when the operation has come to its end, also after the deadline: an operation that does not react to
/// being asked holds its caller up, and the time from there on is reported as wasted. What an operation returns is
/// never thrown away, not even when it comes too late: an element that was got from a queue at the last moment
/// arrives.
///
/// Within another limit on the same clock, the operation may not take longer than what remains of that one.
///
/// - Parameters:
///   - limit: how long the operation may take, on the clock.
///   - clock: the clock that measures.
///   - child: makes the operation a task of its own for the reporter, with this name; none leaves it a part of its
///     caller.
///   - reporter: is told when the deadline is armed, met, fired or cancelled; none is told nothing.
/// - Returns: what the operation returns.
/// - Throws: `TimeoutError` if the operation stopped because its time was up; else what the operation throws.
public func withTimeout<Result: Sendable, C: Clock>(
  _ limit: Duration, clock: C, child: Label? = nil, reporter: (any Reporter)? = nil,
  fileID: StaticString = #fileID, line: UInt = #line,
  operation: @escaping @Sendable () async throws -> Result
) async throws -> Result where C.Duration == Duration {
  try await withDeadline(
    clock.now.advanced(by: limit), clock: clock, child: child, reporter: reporter, fileID: fileID,
    line: line, operation: operation)
}

/// Runs an operation as `withTimeout` does, and asks it to stop at an instant.
public func withDeadline<Result: Sendable, C: Clock>(
  _ deadline: C.Instant, clock: C, child: Label? = nil, reporter: (any Reporter)? = nil,
  fileID: StaticString = #fileID, line: UInt = #line,
  operation: @escaping @Sendable () async throws -> Result
) async throws -> Result where C.Duration == Duration {
  let deadline = Deadline.instant(on: clock).map { min($0, deadline) } ?? deadline
  let limit = clock.now.duration(to: deadline)
  let race = TimeoutRace(
    clock: clock, deadline: deadline, limit: limit,
    report: TimeoutReport(limit: limit, to: reporter),
    runner: TimeoutRunner(child, site: CallSite(fileID, line), reporter))
  return try await race.run(operation)
}
