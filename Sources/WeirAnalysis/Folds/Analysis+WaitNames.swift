public import WeirEvents

extension Analysis: WaitNames {
  public func name(of queue: QueueID) -> String { queues.name(of: queue) }

  public func name(of task: TaskID) -> String { tasks.name(of: task) }

  public func name(of worker: WorkerID) -> String { workers.name(of: worker) }

  public func name(of pool: PoolID) -> String { pools.name(of: pool) }

  public func name(of batcher: BatcherID) -> String { batchers.name(of: batcher) }

  public func name(of instant: VirtualInstant) -> String { instant.words }
}
