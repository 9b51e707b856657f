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
}
