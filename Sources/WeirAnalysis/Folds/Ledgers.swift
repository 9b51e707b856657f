import WeirEvents

/// What is alive and what waits: the folds that keep one record for each task, queue, pool, timeout
/// and so on.
///
/// Records hold the instants at which things happened, even if a log reports them late. Its parts
/// are inlinable, so that reading one copies none of the others.
@usableFromInline
struct Ledgers: Sendable {
  @usableFromInline var tasks: TaskLedger
  @usableFromInline var queues = QueueLedger()
  @usableFromInline var timeouts = TimeoutLedger()
  @usableFromInline var pools = PoolLedger()
  @usableFromInline var batchers = BatcherLedger()
  @usableFromInline var shutdowns = ShutdownLedger()
  @usableFromInline var workers = WorkerLedger()
  /// The snapshot in progress; `nil` if there is none.
  private(set) var snapshot: Snapshot?
  /// The snapshot that the last event ended.
  private(set) var endedSnapshot: Snapshot?
  private var snapshotCount: UInt32 = 0

  /// A snapshot: events between its beginning and its end describe what is alive.
  struct Snapshot: Sendable {
    /// Whether events were lost before it.
    let followsLoss: Bool
  }

  init(retainedTasks: Int) {
    tasks = TaskLedger(retained: retainedTasks)
  }

  /// Folds one event, and returns the stay that it ended.
  @discardableResult
  mutating func fold(_ event: Event) -> TaskStay? {
    let instant = event.instant
    switch event.kind {
    case .task(let id, let task): return fold(id, task, at: instant)
    case .queue(let id, let queue): fold(id, queue, at: instant)
    case .timeout(let id, let timeout): timeouts.fold(id, timeout, at: instant, tasks: tasks)
    case .pool(let id, let pool): fold(id, pool, at: instant)
    case .batch(let id, let batch): batchers.fold(id, batch, at: instant)
    case .request(let id, let request): tasks.fold(id, request, at: instant)
    case .shutdown(let id, let shutdown): shutdowns.fold(id, shutdown, at: instant)
    case .worker(let id, let worker): workers.fold(id, worker, at: instant)
    case .source(let source): fold(source)
    case .error, .input: break
    }
    return nil
  }
}

// MARK: Tasks

extension Ledgers {
  /// Folds one event of a queue.
  mutating func fold(_ id: QueueID, _ event: QueueEvent, at instant: VirtualInstant) {
    guard case .dequeued(let task, let item, let depth) = event else {
      return queues.fold(id, event, at: instant)
    }
    dequeued(id, by: task, item, depth)
  }

  /// Notes that a task took an item, which leaves this depth.
  @inline(__always)
  mutating func dequeued(_ id: QueueID, by task: TaskID, _ item: ItemID, _ depth: UInt32) {
    queues.dequeued(id, depth)
    tasks.take(item, from: id, by: task)
  }

  /// Folds one event of a task, and returns the stay that it ended.
  @inline(__always)
  mutating func fold(
    _ id: TaskID, _ event: TaskEvent, at instant: VirtualInstant
  ) -> TaskStay? {
    if case .finished(.completed, _) = event { handOverResources(of: id) }
    let stay = tasks.fold(id, event, at: instant)
    if let wait = stay?.wait { leave(wait, id) }
    if case .suspended(let wait, _) = event, stay != nil { join(wait, id) }
    if case .finished = event { pools.endOpenings(of: id) }
    return stay
  }

  /// A resource that a child of a group returns at its end, instead of leaking it, belongs to the
  /// parent, even if the later release names the child.
  private mutating func handOverResources(of task: TaskID) {
    guard let heir = tasks[task].flatMap(tasks.heir) else { return }
    pools.handOver(from: task, to: heir)
  }

  /// Adds a task to the waiters of what it waits for.
  @inline(__always)
  private mutating func join(_ wait: Wait, _ task: TaskID) {
    switch wait {
    case .queuePut(let queue): queues.updateWaiters(queue) { $0.putterDeque.append(task) }
    case .queueGet(let queue): queues.updateWaiters(queue) { $0.getterDeque.append(task) }
    case .join(let queue): queues.updateWaiters(queue) { $0.joinerDeque.append(task) }
    case .poolAcquire(let pool): pools.join(pool, task)
    case .batch(let batcher): batchers.join(batcher, task)
    case .sleep, .child, .work, .children, .offload, .other: break
    }
  }

  /// Removes a task that no longer waits.
  @inline(__always)
  private mutating func leave(_ wait: Wait, _ task: TaskID) {
    switch wait {
    case .queuePut(let queue): queues.updateWaiters(queue) { $0.putterDeque.removeFirst(task) }
    case .queueGet(let queue): queues.updateWaiters(queue) { $0.getterDeque.removeFirst(task) }
    case .join(let queue): queues.updateWaiters(queue) { $0.joinerDeque.removeFirst(task) }
    case .poolAcquire(let pool): pools.leave(pool, task)
    case .batch(let batcher): batchers.leave(batcher, task)
    case .sleep, .child, .work, .children, .offload, .other: break
    }
  }
}

// MARK: Pools

extension Ledgers {
  private mutating func fold(_ id: PoolID, _ event: PoolEvent, at instant: VirtualInstant) {
    if case .acquired(let task, let resource) = event {
      let holder = pools.resource(resource, in: id)?.responsibleTask
      if holder != task {
        if let holder { tasks.released(by: holder) }
        tasks.acquired(by: task)
      }
    } else if let (task, resource) = event.givenUp {
      let known = pools.resource(resource, in: id)
      if let holder = known == nil ? task : known?.responsibleTask { tasks.released(by: holder) }
    } else if case .connectionClosed(_, let resource, _) = event {
      if let holder = pools.resource(resource, in: id)?.responsibleTask {
        tasks.released(by: holder)
      }
    }
    pools.fold(id, event, at: instant)
  }
}

// MARK: Snapshots

extension Ledgers {
  /// A snapshot that begins before the last one ended takes its place, and an end without a
  /// beginning means nothing.
  private mutating func fold(_ event: SourceEvent) {
    endedSnapshot = nil
    switch event {
    case .snapshotBegan(let lost, _): beginSnapshot(followsLoss: lost > 0)
    case .snapshotEnded: if let snapshot { end(snapshot) }
    case .pulse: break
    }
  }

  private mutating func beginSnapshot(followsLoss: Bool) {
    let followsLoss = followsLoss || snapshot?.followsLoss == true
    snapshot = Snapshot(followsLoss: followsLoss)
    snapshotCount = snapshotCount == .max ? 1 : snapshotCount + 1
    tasks.beginSnapshot(snapshotCount)
    queues.beginSnapshot(snapshotCount)
    timeouts.beginSnapshot(snapshotCount)
    pools.beginSnapshot(snapshotCount)
    batchers.beginSnapshot(snapshotCount)
    workers.beginSnapshot(snapshotCount)
  }

  private mutating func end(_ snapshot: Snapshot) {
    self.snapshot = nil
    endedSnapshot = snapshot
    for record in tasks.endSnapshot() {
      if let wait = record.wait { leave(wait, record.id) }
      shutdowns.forget(record.id)
    }
    queues.endSnapshot()
    timeouts.endSnapshot()
    pools.endSnapshot()
    batchers.endSnapshot()
    workers.endSnapshot()
    tasks.recountResources(of: pools.records)
  }
}
