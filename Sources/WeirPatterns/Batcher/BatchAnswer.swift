/// The answer to a task that waits at a batcher.
@usableFromInline
enum BatchAnswer<Output> {
  /// The output of its item, or the error in its place.
  case output(Result<Output, any Error>)
  /// The loop has something to do, or everything has been processed.
  case done
  case cancelled
  case closed
}

extension BatchAnswer: Sendable where Output: Sendable {}
