import WeirEvents

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
    if case .task(let task, .finished(.completed, _)) = event.kind { handOverResources(of: task) }
    let stay = tasks.fold(event)
    queues.fold(event, ended: stay)
    if let stay { leave(stay) }
    switch event.kind {
    case .task(let task, .suspended(.poolAcquire(let pool), _)): pools.join(pool, task)
    case .task(let task, .suspended(.batch(let batcher), _)): batchers.join(batcher, task)
    case .task(_, .suspended), .task(_, .becameReady), .task(_, .resumed), .queue(_, .enqueued),
      .queue(_, .dequeued), .queue(_, .done):
      break
    default: foldRare(event)
    }
    return stay
  }

  private mutating func foldRare(_ event: Event) {
    switch event.kind {
    case .timeout(_, .armed), .timeout(_, .met), .timeout(_, .fired), .timeout(_, .cancelled),
      .timeout(_, .workEnded):
      timeouts.fold(event, tasks: tasks)
    case .worker(_, .created), .worker(_, .occupied), .worker(_, .freed): workers.fold(event)
    case .pool(let id, let pool):
      if case .released(let task, let resource) = pool { release(resource, of: id, by: task) }
      if case .leaked(let task, let resource) = pool { release(resource, of: id, by: task) }
      pools.fold(id, pool, at: event.instant)
    case .task(let task, .finished): pools.endOpenings(of: task)
    case .batch(_, .created), .batch(_, .reconfigured), .batch(_, .opened), .batch(_, .itemAdded),
      .batch(_, .itemWithdrawn),
      .batch(_, .flushed), .batch(_, .ended):
      batchers.fold(event)
    case .shutdown(_, .phaseBegan): shutdowns.fold(event)
    default: break
    }
  }

  private mutating func release(_ resource: ResourceID, of pool: PoolID, by task: TaskID) {
    tasks.released(by: pools[pool]?[resource]?.holder ?? task)
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
