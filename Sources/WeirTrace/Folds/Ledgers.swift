/// Who lives and what waits: the parts of an analysis that keep one record for each task, queue, pool, timeout and so on.
struct Ledgers: Sendable {
  var tasks: TaskLedger
  var queues = QueueLedger()
  var timeouts = TimeoutLedger()
  var pools = PoolLedger()
  var batchers = BatcherLedger()
  var shutdowns = ShutdownLedger()
  var workers = WorkerLedger()

  init(retainedTasks: Int) {
    tasks = TaskLedger(retained: retainedTasks)
  }

  /// Takes in one event, and answers with the stay that it ended.
  mutating func fold(_ event: Event) -> TaskStay? {
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
    case .poolCreated, .poolReconfigured, .resourceAcquired, .resourceReleased, .resourceLeaked,
      .acquireTimedOut, .connectionOpened, .connectionClosed, .poolClosed:
      pools.fold(event)
    case .batcherCreated, .batcherReconfigured, .batchOpened, .itemBatched, .itemWithdrawn,
      .batchFlushed, .batchEnded:
      batchers.fold(event)
    case .shutdownPhaseBegan: shutdowns.fold(event)
    default: break
    }
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
