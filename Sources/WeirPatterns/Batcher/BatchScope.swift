import Synchronization

/// The batches that the current code is processing, the innermost first.
///
/// It knows which task processes each of them: only if that very task submits to the same batcher
/// is it certain to wait for itself. A task that it has started may continue after the batch has
/// ended.
@usableFromInline
final class BatchScope: @unchecked Sendable {
  @TaskLocal private static var current: BatchScope?

  private let batcher: ObjectIdentifier
  /// Only compared, never used.
  private let task: UnsafeCurrentTask?
  private let outer: BatchScope?
  /// Whether the batch has ended. Its task may be gone then, and its memory reused for another one.
  private let isOver = Atomic(false)

  private init(_ batcher: AnyObject, _ task: UnsafeCurrentTask?, outer: BatchScope?) {
    self.batcher = ObjectIdentifier(batcher)
    self.task = task
    self.outer = outer
  }

  /// Runs the processing of a batch of a batcher.
  @usableFromInline
  static func run<Output>(
    of batcher: AnyObject, _ process: () async throws -> Output
  ) async rethrows -> Output {
    let scope = BatchScope(batcher, withUnsafeCurrentTask { $0 }, outer: current)
    defer { scope.isOver.store(true, ordering: .relaxed) }
    return try await $current.withValue(scope, operation: process)
  }

  /// Whether the current task itself is processing a batch of a batcher.
  @usableFromInline
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
