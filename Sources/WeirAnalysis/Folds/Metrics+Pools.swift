import WeirEvents

extension Metrics {
  mutating func fold(
    _ id: PoolID, _ pool: PoolEvent, at now: VirtualInstant, in ledgers: inout Ledgers
  ) {
    if let opener = ledgers.pools.endedOpening { end(opener, of: id, at: now, in: &ledgers) }
    if case .acquired(let task, _) = pool {
      var length: Int64 = 0
      update(task) { length = $0.takeWait(for: id, at: now) }
      update(id) { $0.wait.record(nanoseconds: length) }
    } else if case .acquireTimedOut(let task) = pool {
      giveUpWait(of: task, at: now)
    } else if case .created(let name, _, _, _) = pool {
      create(id, name, at: now, in: &ledgers)
    } else if case .closed = pool {
      update(id) { $0.close(at: now) }
    }
    if let inUse = ledgers.pools.inUse(in: id) { update(id) { $0.settle(at: inUse, now: now) } }
  }

  /// Notes that a task no longer waits for a resource, and has not got one.
  mutating func giveUpWait(of task: TaskID, at now: VirtualInstant) {
    var wait: (pool: PoolID, length: Int64)?
    update(task) { wait = $0.giveUpWait(at: now) }
    if let wait { update(wait.pool) { $0.givenUp.record(nanoseconds: wait.length) } }
  }

  private mutating func create(
    _ id: PoolID, _ name: Label, at now: VirtualInstant, in ledgers: inout Ledgers
  ) {
    guard poolGenerations.position(of: id.rawValue) == nil else {
      if ledgers.snapshot != nil { update(id) { $0.reopen() } }
      return
    }
    poolGenerations.insert(
      PoolMetrics(id: id, name: name, created: now),
      after: ledgers.pools[id]?.predecessor?.rawValue, at: now)
  }

  /// The time a request spends opening a connection is measured separately; acquiring another kind
  /// of resource is part of the work.
  private mutating func end(
    _ opener: PoolRecord.Opener, of pool: PoolID, at now: VirtualInstant,
    in ledgers: inout Ledgers
  ) {
    guard let record = ledgers.pools[pool], record.opened > 0 else { return }
    update(opener.task) { $0.addOpening(since: opener.since, at: now) }
  }

  private mutating func update(_ pool: PoolID, _ change: (inout PoolMetrics) -> Void) {
    poolGenerations.update(pool.rawValue, change)
  }
}
