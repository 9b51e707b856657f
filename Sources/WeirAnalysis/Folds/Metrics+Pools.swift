import WeirEvents

extension Metrics {
  mutating func fold(_ id: PoolID, _ pool: PoolEvent, at now: VirtualInstant, in ledgers: Ledgers) {
    if let opener = ledgers.pools.endedOpening { end(opener, of: id, at: now, in: ledgers) }
    switch pool {
    case .created(let name, _, _):
      poolGenerations.insert(
        PoolMetrics(id: id, name: name, created: now),
        after: ledgers.pools[id]?.predecessor?.rawValue, at: now)
    case .closed: update(id) { $0.close(at: now) }
    case .acquired(let task, let resource):
      update(id) { $0.acquire(resource, by: task, at: now) }
    case .released(_, let resource), .connectionClosed(_, let resource, _):
      update(id) { $0.release(resource, at: now) }
    case .acquireTimedOut(let task): update(id) { $0.forget(task) }
    case .reconfigured, .releasing, .leaked, .connectionOpening, .openingFailed, .connectionOpened:
      break
    }
  }

  /// Opening a connection is told apart from what a request spends its time on; acquiring a
  /// resource of another kind is a part of the work.
  private mutating func end(
    _ opener: PoolRecord.Opener, of pool: PoolID, at now: VirtualInstant, in ledgers: Ledgers
  ) {
    guard let record = ledgers.pools[pool], record.opened > 0 else { return }
    update(opener.task) { $0.leaveOpening(since: opener.since, at: now) }
  }

  /// The task has given up whatever it waited for.
  mutating func forgetWaits(of task: TaskID) {
    for index in poolGenerations.records.indices { poolGenerations[index].forget(task) }
  }

  mutating func update(_ pool: PoolID, _ change: (inout PoolMetrics) -> Void) {
    poolGenerations.update(pool.rawValue, change)
  }
}
