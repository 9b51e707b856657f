extension ShutdownPart {
  /// A queue: it is closed, and drained once all items have been called done by those who take
  /// them.
  ///
  /// They are to be a part of their own: what they have in hand is theirs. If no part has it, it is
  /// the queue's. What still waits when it is asked to stop is dropped.
  public static func queue<Element: Sendable, C: Clock>(
    _ name: String, _ queue: BoundedQueue<Element, C>, isIntake: Bool = true
  ) -> ShutdownPart {
    ShutdownPart(name, isIntake: isIntake) {
      queue.close()
    } remains: {
      queue.depth
    } unfinished: {
      queue.unfinishedCount
    } drained: {
      try await queue.join()
    } cancel: {
      queue.discard()
    }
  }

  /// A pool: it is closed, and drained once all connections are back. What is out belongs to its
  /// holders, who are to be asked to stop with the parts that they are.
  public static func pool<Connection: Sendable, C: Clock>(
    _ name: String, _ pool: ConnectionPool<Connection, C>
  ) -> ShutdownPart {
    ShutdownPart(name) {
      pool.close()
    } remains: {
      pool.busyCount
    } drained: {
      try await pool.drained()
    }
  }

  /// A batcher: it is closed, and drained once each item has its output.
  ///
  /// - Parameter cancel: cancels the task in which the batcher's `run()` runs; without it, what the
  ///   batcher still has when the grace period ends stays where it is, and is reported.
  public static func batcher<Item: Sendable, Output: Sendable, C: Clock>(
    _ name: String, _ batcher: MicroBatcher<Item, Output, C>,
    cancel: @escaping @Sendable () -> Void = {}
  ) -> ShutdownPart {
    ShutdownPart(name) {
      batcher.close()
    } remains: {
      batcher.remainingCount
    } drained: {
      try await batcher.drained()
    } cancel: {
      cancel()
    }
  }
}
