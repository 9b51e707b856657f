public import WeirEvents

extension Analysis: WaitNames {
  /// The name of a queue, or `queue-2` if it has no record.
  public func name(of queue: QueueID) -> String { queues.name(of: queue) }

  /// The name of a task, or `task-7` if it has no record.
  public func name(of task: TaskID) -> String { tasks.name(of: task) }

  /// The name of a worker, or `worker-1` if it has none.
  public func name(of worker: WorkerID) -> String { workers.name(of: worker) }

  /// The name of a pool, `lock db` if it is a lock, or `pool-2` if it has no record.
  public func name(of pool: PoolID) -> String { pools.title(of: pool) }

  /// The name of a batcher, or `batcher-2` if it has no record.
  public func name(of batcher: BatcherID) -> String { batchers.name(of: batcher) }

  /// The instant as a text, rounded to milliseconds from one second on: `40.614s`.
  public func name(of instant: VirtualInstant) -> String { instant.words }
}
