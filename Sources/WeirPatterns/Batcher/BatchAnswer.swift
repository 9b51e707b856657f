/// What a task that waits at a batcher is told.
enum BatchAnswer<Output> {
  /// Its item's output, or why there is none.
  case output(Result<Output, any Error>)
  /// The loop has something to do, or everything is done.
  case done
  case cancelled
  case closed
}

extension BatchAnswer: Sendable where Output: Sendable {}
