import WeirEvents

/// Fires when tasks end while they hold resources. There is one finding per pool, until the last of
/// these resources is closed or released after all.
///
/// A task of a real program may acquire for another one, and end well: that is a leak if others
/// wait in vain for some time because the pool is used up.
struct LeakedResourceLint: LintRule {
  /// A resource whose holder has ended.
  private struct Leak: Sendable {
    let resource: ResourceID
    let task: String
    let acquired: VirtualInstant
    let leaked: VirtualInstant
    /// Where its holder last waited.
    let place: CallSite
  }

  /// The leaked resources of each pool, by their numbers.
  private var pools = Roster<Roster<Leak>>()
  /// How many leaked resources the log does not identify; these are never released.
  private var unnamedCount: UInt64 = 0
  private static let limit = 4

  /// When to look for tasks that have ended and still hold something.
  private(set) var nextDue = VirtualInstant.endOfTime
  /// Whether a task has ended well while it held something.
  private var isSuspicious = false
  private var grace: Duration

  init(_ thresholds: LintThresholds) { grace = thresholds.joinGrace }

  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    grace = thresholds.joinGrace
  }

  /// Notes that a task has ended: for a while, another one may release what it holds.
  mutating func finished(_ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard let record = ledgers.tasks[task], record.state == .finished, record.heldResources > 0
    else { return }
    isSuspicious = true
    nextDue = now.advanced(by: grace)
  }

  /// Notes that a task began to wait for a resource.
  mutating func waited(_ now: VirtualInstant) {
    if isSuspicious, nextDue == .endOfTime { nextDue = now.advanced(by: grace) }
  }

  /// Reports what ended tasks hold of pools that are used up and for which others wait. Linear in
  /// the number of pools, and of the resources of those.
  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    nextDue = .endOfTime
    // A task that is not listed may be alive.
    guard ledgers.tasks.unlistedCount == 0 else { return }
    for pool in ledgers.pools.records where pool.isFull && !pool.waiters.isEmpty {
      guard pool.capacity != 0, !pool.isReleasedByOthers else { continue }
      for resource in pool.resources {
        guard let task = resource.responsibleTask, task != .none, !ledgers.tasks.isLive(task),
          !isKnown(pool.id, resource.id)
        else { continue }
        leaked(pool.id, task, resource.id, due, ledgers, &board)
      }
    }
  }

  private func isKnown(_ pool: PoolID, _ resource: ResourceID) -> Bool {
    guard let index = pools.position(of: UInt64(pool.rawValue)) else { return false }
    return pools[index].position(of: UInt64(resource.rawValue)) != nil
  }

  mutating func leaked(
    _ pool: PoolID, _ task: TaskID, _ resource: ResourceID, _ now: VirtualInstant,
    _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard let index = index(of: pool) else { return }
    let number = number(of: resource)
    if let known = pools[index].position(of: number) { pools[index].remove(at: known) }
    guard pools[index].count < LintLimits.leaks else { return }
    let since = ledgers.pools[pool]?[resource]?.since ?? now
    let leak = Leak(
      resource: resource, task: ledgers.tasks.name(of: task), acquired: since, leaked: now,
      place: ledgers.tasks[task]?.callSite ?? .unknown)
    pools[index].insert(leak, for: number)
    board.update(finding(pool, pools[index], ledgers), as: key(pool), at: now)
  }

  /// Notes that a resource is closed, released, or has a new holder.
  mutating func reclaimed(
    _ pool: PoolID, _ resource: ResourceID, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard pools.count > 0, let index = pools.position(of: UInt64(pool.rawValue)),
      let leak = pools[index].position(of: UInt64(resource.rawValue))
    else { return }
    pools[index].remove(at: leak)
    if pools[index].count > 0 {
      board.update(finding(pool, pools[index], ledgers), as: key(pool), at: now)
    } else {
      pools.remove(at: index)
      board.clear(key(pool), at: now)
    }
  }
}

extension LeakedResourceLint {
  /// The index of the leaked resources of a pool; `nil` if there is no room for one more pool.
  private mutating func index(of pool: PoolID) -> Int? {
    let number = UInt64(pool.rawValue)
    if let known = pools.position(of: number) { return known }
    guard pools.count < LintLimits.subjects else { return nil }
    pools.insert(Roster(), for: number)
    return pools.position(of: number)
  }

  private mutating func number(of resource: ResourceID) -> UInt64 {
    guard resource == .unknown else { return UInt64(resource.rawValue) }
    unnamedCount += 1
    return 1 << 32 | unnamedCount
  }

  private func finding(_ pool: PoolID, _ leaks: Roster<Leak>, _ ledgers: Ledgers) -> Finding {
    let name = ledgers.pools.name(of: pool)
    let last = leaks.presentValuesReversed.prefix(LeakedResourceLint.limit).reversed()
    let descriptions = last.map { leak in
      """
      \(leak.task) ended at \(leak.leaked.words) with resource \(leak.resource.rawValue), held since \
      \(leak.acquired.words)
      """
    }
    let lead = leaks.count > LeakedResourceLint.limit ? "the latest: " : ""
    let evidence = """
      \(share(of: leaks, in: ledgers.pools[pool])) of \(name) \(leaks.count == 1 ? "is" : "are") leaked: \(lead)\
      \(descriptions.joined(separator: "; ")).
      """
    let first = leaks.presentValues.first { _ in true }
    let place = last.last?.place ?? .unknown
    return Finding(
      lint: .resourceLeaked, subject: name, since: first?.leaked ?? .zero, evidence: evidence,
      place: place == .unknown ? ledgers.pools[pool]?.place ?? .unknown : place)
  }

  /// How many resources of a pool are leaked: `3 of the 4 resources`.
  private func share(of leaks: Roster<Leak>, in pool: PoolRecord?) -> String {
    guard let limit = pool?.capacity, leaks.count <= limit else {
      return "\(leaks.count) \(leaks.count == 1 ? "resource" : "resources")"
    }
    return limit == 1 ? "The only resource" : "\(leaks.count) of the \(limit) resources"
  }

  private func key(_ pool: PoolID) -> FindingBoard.Key {
    .init(lint: .resourceLeaked, subject: UInt64(pool.rawValue))
  }
}
