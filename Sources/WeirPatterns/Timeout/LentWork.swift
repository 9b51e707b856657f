/// Work that a task lends to a child task while it waits for it: neither the work nor its result
/// has to be sendable.
///
/// This is sound because no two tasks ever use it at the same time. The child runs the work on the
/// actor of its owner, to which everything that the work captures belongs. If there is no such
/// actor, only the owner could use what the work captures, and it is suspended until the child has
/// ended. The owner calls `end()` before it returns, which removes the closure from here.
@usableFromInline
final class LentWork<Success>: @unchecked Sendable {
  @usableFromInline var operation: (() async throws -> Success)?
  @usableFromInline var success: Success?

  @inlinable
  init(_ operation: @escaping () async throws -> Success) {
    self.operation = operation
  }

  /// Runs the work, in the child task.
  @inlinable
  func run(isolation: isolated (any Actor)?) async throws {
    guard let operation else { return }
    success = try await operation()
  }

  /// Takes the work back, and returns its result; `nil` if it failed.
  @inlinable
  func end() -> Success? {
    operation = nil
    defer { success = nil }
    return success
  }
}
