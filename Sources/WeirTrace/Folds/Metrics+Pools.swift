extension Metrics {
  mutating func foldPool(_ event: Event, in ledgers: Ledgers) {
    let now = event.instant
    switch event.kind {
    case .poolCreated(let pool, let name, _):
      poolGenerations.insert(
        PoolMetrics(id: pool, name: name, created: now),
        after: ledgers.pools[pool]?.predecessor?.rawValue, at: now)
    case .poolClosed(let pool): update(pool) { $0.close(at: now) }
    case .resourceAcquired(let pool, let task, let resource):
      update(pool) { $0.acquire(resource, by: task, at: now) }
    case .resourceReleased(let pool, _, let resource),
      .connectionClosed(let pool, _, let resource, _):
      update(pool) { $0.release(resource, at: now) }
    case .connectionOpened(_, let task, _):
      let slept = ledgers.tasks[task]?.lastSleepNanoseconds ?? 0
      update(task) { $0.open(afterSleeping: slept, at: now) }
    case .acquireTimedOut(let pool, let task): update(pool) { $0.forget(task) }
    default: break
    }
  }

  /// The task has given up whatever it waited for.
  mutating func forgetWaits(of task: TaskID) {
    for index in poolGenerations.records.indices { poolGenerations[index].forget(task) }
  }

  mutating func update(_ pool: PoolID, _ change: (inout PoolMetrics) -> Void) {
    poolGenerations.update(pool.rawValue, change)
  }
}
