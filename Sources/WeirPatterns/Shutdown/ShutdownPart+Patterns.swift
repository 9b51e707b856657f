extension ShutdownPart {
  /// A queue: stopped by closing it, and drained once all its items have been marked as done.
  ///
  /// The tasks that process its items should be a part of their own: items that they hold count as
  /// theirs, or, if no part has them, as the queue's. Items that still wait when it is cancelled
  /// are dropped.
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

  /// A pool: stopped by closing it, and drained once all connections have been released.
  /// Connections in use belong to their holders, which are cancelled with the parts they belong to.
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

  /// A batcher: stopped by closing it, and drained once each item has its output.
  ///
  /// - Parameter cancel: cancels the task that runs the batcher's `run()`; without it, items that
  ///   remain after the grace period stay in the batcher, and are reported.
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
