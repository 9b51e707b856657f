public import WeirEvents

/// How work within a limit ended.
///
/// It goes from the child task to the task that waits for it, and is never used by both.
@usableFromInline
struct LimitedEnd<Success>: @unchecked Sendable {
  @usableFromInline let result: Result<Success, any Error>

  @inlinable
  init(_ result: Result<Success, any Error>) {
    self.result = result
  }

  /// Runs an operation within a limit, in the child task. The operation itself runs on an actor.
  @inlinable
  static func of(
    _ operation: () async throws -> Success, within limit: any WorkLimit, on isolation: (any Actor)?
  ) async -> LimitedEnd {
    limit.workBegins()
    // Only the child uses it now, and on the actor to which it belongs.
    nonisolated(unsafe) let operation = operation
    let end = await Deadline.local.withValue(limit) {
      await LimitedEnd.run(operation, on: isolation)
    }
    limit.workEnds()
    return end
  }

  @inlinable
  static func run(
    _ operation: () async throws -> Success, on isolation: isolated (any Actor)?
  ) async -> LimitedEnd {
    do {
      return LimitedEnd(.success(try await operation()))
    } catch {
      return LimitedEnd(.failure(error))
    }
  }
}
