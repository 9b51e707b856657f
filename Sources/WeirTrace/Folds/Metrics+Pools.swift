extension Metrics {
  mutating func foldPool(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .poolCreated(let pool, _, _): pools.append(PoolMetrics(id: pool, created: now))
    case .resourceAcquired(let pool, let task, let resource):
      update(pool) { $0.acquire(resource, by: task, at: now) }
    case .resourceReleased(let pool, _, let resource),
      .connectionClosed(let pool, _, let resource, _):
      update(pool) { $0.release(resource, at: now) }
    case .acquireTimedOut(let pool, let task): update(pool) { $0.forget(task) }
    default: break
    }
  }

  /// The task has given up whatever it waited for.
  mutating func forgetWaits(of task: TaskID) {
    for index in pools.indices { pools[index].forget(task) }
  }

  mutating func update(_ pool: PoolID, _ change: (inout PoolMetrics) -> Void) {
    guard let position = position(of: pool) else { return }
    change(&pools[position])
  }

  func position(of id: PoolID) -> Int? {
    let expected = Int(id.rawValue) - 1
    if expected >= 0, expected < pools.count, pools[expected].id == id { return expected }
    return pools.firstIndex { $0.id == id }
  }
}
