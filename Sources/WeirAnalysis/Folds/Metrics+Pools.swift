import WeirEvents

extension Metrics {
  mutating func foldPool(_ event: Event, in ledgers: Ledgers) {
    let now = event.instant
    if let opener = ledgers.pools.endedOpening {
      update(opener.task) { $0.leaveOpening(since: opener.since, at: now) }
    }
    switch event.kind {
    case .pool(let pool, .created(let name, _, _)):
      poolGenerations.insert(
        PoolMetrics(id: pool, name: name, created: now),
        after: ledgers.pools[pool]?.predecessor?.rawValue, at: now)
    case .pool(let pool, .closed): update(pool) { $0.close(at: now) }
    case .pool(let pool, .acquired(let task, let resource)):
      update(pool) { $0.acquire(resource, by: task, at: now) }
    case .pool(let pool, .released(_, let resource)),
      .pool(let pool, .connectionClosed(_, let resource, _)):
      update(pool) { $0.release(resource, at: now) }
    case .pool(let pool, .acquireTimedOut(let task)): update(pool) { $0.forget(task) }
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
