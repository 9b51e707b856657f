public import WeirEvents

/// Runs an operation for each input, all at once or so many at a time, and hands on the results in
/// the order of the inputs.
///
/// The first error, or a request to stop, asks all that still run to stop; nothing more is begun.
/// It is thrown as soon as they have ended: no child outlives the call. Errors after the first one
/// are reported as caught.
///
/// - Parameters:
///   - inputs: one for each child.
///   - limit: how many children may run at once; nil is no limit, and less than 1 counts as 1. It
///     is asked for again whenever a child ends, so that it may change meanwhile.
///   - child: what the children are called, with their numbers, counted from 1.
///   - reporter: is told of each child as a task of its own; none is told nothing.
///   - operation: what each child does.
/// - Returns: the results, in the order of the inputs.
/// - Throws: the first error of a child, or `CancellationError` if not all could be begun.
@discardableResult
public func gather<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], limit: @autoclosure () -> Int? = nil, child: String = "child",
  reporter: (any Reporter)? = nil, fileID: StaticString = #fileID, line: UInt = #line,
  operation: @escaping @Sendable (Input) async throws -> Output
) async throws -> [Output] {
  let gathering = Gathering(
    inputs: inputs, child: Symbol(child), reporter: reporter, site: CallSite(fileID, line),
    operation: operation)
  return try await gathering.run(.cancelSiblings, limit: limit).outputs()
}

/// Runs an operation for each input as `gather` does, and hands on each result, be it an error.
///
/// An error of one child does not disturb the others. A request to stop reaches all that run, and
/// nothing more is begun: what was not begun failed with `CancellationError`.
///
/// - Returns: what became of each input, in the order of the inputs.
public func gatherResults<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], limit: @autoclosure () -> Int? = nil, child: String = "child",
  reporter: (any Reporter)? = nil, fileID: StaticString = #fileID, line: UInt = #line,
  operation: @escaping @Sendable (Input) async throws -> Output
) async -> [Result<Output, any Error>] {
  let gathering = Gathering(
    inputs: inputs, child: Symbol(child), reporter: reporter, site: CallSite(fileID, line),
    operation: operation)
  return await gathering.run(.collect, limit: limit).results
}
