import Synchronization

/// The batches that are dealt with by the code that runs now, the innermost first.
///
/// It knows which task deals with each of them: only if that very task submits to the same batcher
/// is it certain that it waits for itself. A task that it has started may go on when the batch has
/// ended.
final class BatchScope: @unchecked Sendable {
  @TaskLocal private static var current: BatchScope?

  private let batcher: ObjectIdentifier
  /// Is compared, and used for nothing else.
  private let task: UnsafeCurrentTask?
  private let outer: BatchScope?
  /// Whether the batch has ended. Its task may be gone then, and another one in its place in
  /// memory.
  private let isOver = Atomic(false)

  private init(_ batcher: AnyObject, _ task: UnsafeCurrentTask?, outer: BatchScope?) {
    self.batcher = ObjectIdentifier(batcher)
    self.task = task
    self.outer = outer
  }

  /// Deals with a batch of a batcher.
  static func run<Output>(
    of batcher: AnyObject, _ process: () async throws -> Output
  ) async rethrows -> Output {
    let scope = BatchScope(batcher, withUnsafeCurrentTask { $0 }, outer: current)
    defer { scope.isOver.store(true, ordering: .relaxed) }
    return try await $current.withValue(scope, operation: process)
  }

  /// Whether this very task deals with a batch of a batcher.
  static func isInside(_ batcher: AnyObject) -> Bool {
    var scope = current
    while let present = scope {
      if present.batcher == ObjectIdentifier(batcher) {
        guard !present.isOver.load(ordering: .relaxed) else { return false }
        return withUnsafeCurrentTask { $0 != nil && $0 == present.task }
      }
      scope = present.outer
    }
    return false
  }
}
