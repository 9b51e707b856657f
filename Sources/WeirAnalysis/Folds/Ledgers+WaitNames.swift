public import WeirEvents

extension Ledgers: WaitNames {
  @usableFromInline func name(of queue: QueueID) -> String { queues.name(of: queue) }

  @usableFromInline func name(of task: TaskID) -> String { tasks.name(of: task) }

  @usableFromInline func name(of worker: WorkerID) -> String { workers.name(of: worker) }

  @usableFromInline func name(of pool: PoolID) -> String { pools.title(of: pool) }

  @usableFromInline func name(of batcher: BatcherID) -> String { batchers.name(of: batcher) }

  @usableFromInline func name(of instant: VirtualInstant) -> String { instant.words }
}
