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

/// How a task ended.
public enum TaskOutcome: UInt8, Hashable, Sendable, CaseIterable {
  /// It returned.
  case completed
  /// It threw an error of its own.
  case failed
  /// It threw because it was asked to stop.
  case cancelled
  /// It threw because its deadline passed.
  case timedOut

  /// The outcome as it stands in a log.
  public var name: String {
    switch self {
    case .completed: "completed"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .timedOut: "timedOut"
    }
  }
}

/// What a full queue does with one more item.
public enum OverflowPolicy: UInt8, Hashable, Sendable, CaseIterable {
  /// Lets the producer wait for a place: back-pressure.
  case block
  /// Gives up the item that is offered.
  case dropNewest
  /// Gives up the item that has waited longest, and takes in the one that is offered.
  case dropOldest
  /// Throws at the producer, who keeps the item.
  case fail

  /// The policy as it is written in knobs and logs.
  public var name: String {
    switch self {
    case .block: "block"
    case .dropNewest: "drop-newest"
    case .dropOldest: "drop-oldest"
    case .fail: "fail"
    }
  }
}

/// Why an item was given up.
public enum DropCause: UInt8, Hashable, Sendable, CaseIterable {
  /// The queue was full, and its policy is to drop what is offered.
  case newest
  /// The queue was full, and its policy is to drop what has waited longest.
  case oldest
  /// The queue was full, and its policy is to refuse.
  case refused
  /// The queue was closed.
  case closed

  /// The cause as it stands in a log.
  public var name: String {
    switch self {
    case .newest: "newest"
    case .oldest: "oldest"
    case .refused: "refused"
    case .closed: "closed"
    }
  }
}
