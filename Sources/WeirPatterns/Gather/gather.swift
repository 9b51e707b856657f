public import WeirEvents

/// Runs an operation for each input, all concurrently or up to a limit, and returns the results in
/// the order of the inputs.
///
/// The first error, or a cancellation, cancels all running children, and no more are started. It is
/// thrown as soon as they have ended: no child outlives the call. Errors after the first one are
/// reported as caught.
///
/// - Parameters:
///   - inputs: one for each child.
///   - limit: the maximum number of children that run at the same time; `nil` is no limit, and less
///     than 1 counts as 1. It is evaluated again whenever a child ends, so that it may change
///     meanwhile.
///   - child: the name of the children in reports, followed by their numbers, counted from 1.
///   - reporter: receives each child as a task of its own; `nil` reports nothing.
///   - operation: runs in each child with its input.
/// - Returns: The results, in the order of the inputs.
/// - Throws: The first error of a child, or `CancellationError` if the task was cancelled before
///   all had started.
@discardableResult
@inlinable
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

/// Runs an operation for each input as `gather` does, and returns each result, value or error.
///
/// An error of one child does not affect the others. A cancellation cancels all running children,
/// and no more are started: the result of those is `CancellationError`.
///
/// - Returns: The result of each input, in the order of the inputs.
@inlinable
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
