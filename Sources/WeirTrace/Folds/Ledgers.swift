/// Who lives and what waits: the parts of an analysis that keep one record for each task, queue, pool, timeout and so on.
///
/// To be seen from everywhere, so that one look at a part copies none of them.
@usableFromInline
struct Ledgers: Sendable {
  @usableFromInline var tasks: TaskLedger
  @usableFromInline var queues = QueueLedger()
  @usableFromInline var timeouts = TimeoutLedger()
  @usableFromInline var pools = PoolLedger()
  @usableFromInline var batchers = BatcherLedger()
  @usableFromInline var shutdowns = ShutdownLedger()
  @usableFromInline var workers = WorkerLedger()

  init(retainedTasks: Int) {
    tasks = TaskLedger(retained: retainedTasks)
  }

  /// Takes in one event, and answers with the stay that it ended.
  mutating func fold(_ event: Event) -> TaskStay? {
    if case .taskFinished(let task, .completed, _) = event.kind { handOverResources(of: task) }
    let stay = tasks.fold(event)
    queues.fold(event, ended: stay)
    if let stay { leave(stay) }
    switch event.kind {
    case .taskSuspended(let task, .poolAcquire(let pool), _): pools.join(pool, task)
    case .taskSuspended(let task, .batch(let batcher), _): batchers.join(batcher, task)
    case .taskSuspended, .taskBecameReady, .taskResumed, .itemEnqueued, .itemDequeued, .itemDone:
      break
    default: foldRare(event)
    }
    return stay
  }

  private mutating func foldRare(_ event: Event) {
    switch event.kind {
    case .timeoutArmed, .timeoutMet, .timeoutFired, .timeoutCancelled, .timedOutWorkEnded:
      timeouts.fold(event, tasks: tasks)
    case .workerCreated, .workerOccupied, .workerFreed: workers.fold(event)
    case .resourceReleased(let pool, let task, let resource),
      .resourceLeaked(let pool, let task, let resource):
      tasks.released(by: pools[pool]?[resource]?.holder ?? task)
      pools.fold(event)
    case .poolCreated, .poolReconfigured, .resourceAcquired, .acquireTimedOut, .connectionOpened,
      .connectionClosed, .poolClosed:
      pools.fold(event)
    case .batcherCreated, .batcherReconfigured, .batchOpened, .itemBatched, .itemWithdrawn,
      .batchFlushed, .batchEnded:
      batchers.fold(event)
    case .shutdownPhaseBegan: shutdowns.fold(event)
    default: break
    }
  }

  /// What a child of a group returns at its end, instead of leaking it, is its parent's, even though whoever gives it back
  /// names the child.
  private mutating func handOverResources(of task: TaskID) {
    guard let heir = tasks[task].flatMap(tasks.heir) else { return }
    pools.handOver(from: task, to: heir)
  }

  @inline(__always)
  private mutating func leave(_ stay: TaskStay) {
    switch stay.wait {
    case .poolAcquire(let pool): pools.leave(pool, stay.task)
    case .batch(let batcher): batchers.leave(batcher, stay.task)
    default: break
    }
  }
}
