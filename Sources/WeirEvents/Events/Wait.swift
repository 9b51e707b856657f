/// What a suspended task waits for.
public enum Wait: Hashable, Sendable {
  /// An instant.
  case sleep(until: VirtualInstant)
  /// A place in a full queue.
  case queuePut(QueueID)
  /// An item from an empty queue.
  case queueGet(QueueID)
  /// All items of a queue to be done.
  case join(QueueID)
  /// The end of another task.
  case child(TaskID)
  /// Nothing: it computes, and holds this worker.
  case work(WorkerID)
  /// A connection of a pool, or a resource of a kind of which there are only so many.
  case poolAcquire(PoolID)
  /// A batch to be full, or old enough, and dealt with; or a place in one.
  case batch(BatcherID)
  /// The end of one of its children, whichever comes first; of these, where a log names them.
  case children(AwaitedTasks = .unknown)
  /// A free worker to compute on, beside the loop.
  case offload
  /// Something of another program, by its name there, such as `lock` or `StreamReader.read`.
  case other(Symbol)
}
