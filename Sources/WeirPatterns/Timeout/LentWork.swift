/// Work that a task lends to a child task while it waits for it: neither the work nor its result
/// need to be sendable.
///
/// This is sound since nothing of it is ever used by two at once. The child runs the work on the
/// actor of its owner, where everything that the work captures is at home. Where there is no such
/// actor, the owner alone could use what the work captures, and it is suspended until the child has
/// ended. The owner calls `end()` before it returns, and no later than that the closure is gone
/// from here.
final class LentWork<Success>: @unchecked Sendable {
  private var operation: (() async throws -> Success)?
  private var success: Success?

  init(_ operation: @escaping () async throws -> Success) {
    self.operation = operation
  }

  /// Does the work, in the child task.
  func run(isolation: isolated (any Actor)?) async throws {
    guard let operation else { return }
    success = try await operation()
  }

  /// Takes the work back, and what came out of it; nil if it failed.
  func end() -> Success? {
    operation = nil
    defer { success = nil }
    return success
  }
}
