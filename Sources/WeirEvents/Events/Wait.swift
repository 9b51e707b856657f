/// What a suspended task waits for.
public enum Wait: Hashable, Sendable {
  /// An instant.
  case sleep(until: VirtualInstant)
  /// A place in a full queue.
  case queuePut(QueueID)
  /// An item from an empty queue.
  case queueGet(QueueID)
  /// All items of a queue being done.
  case join(QueueID)
  /// The end of another task.
  case child(TaskID)
  /// Nothing: it computes, and holds this worker.
  case work(WorkerID)
  /// A connection of a pool, or a resource of a limited kind.
  case poolAcquire(PoolID)
  /// A batch being flushed and processed, or a place in one.
  case batch(BatcherID)
  /// The first of its children to end: of these, if a log names them.
  case children(AwaitedTasks = .unknown)
  /// A free background worker to compute on.
  case offload
  /// Something in a real program, by its name there, such as `lock` or `StreamReader.read`.
  case other(Symbol)
}
