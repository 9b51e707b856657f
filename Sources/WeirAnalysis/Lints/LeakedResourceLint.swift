import WeirEvents

/// Speaks when tasks end and hold resources still; once a pool, until the last of them is closed or given back after all.
struct LeakedResourceLint: Sendable {
  /// A resource whose holder has ended.
  private struct Leak: Sendable {
    let pool: PoolID
    let resource: ResourceID
    let task: String
    let acquired: VirtualInstant
    let leaked: VirtualInstant
  }

  private var leaks: [Leak] = []
  private static let limit = 4

  mutating func leaked(
    _ pool: PoolID, _ task: TaskID, _ resource: ResourceID, _ now: VirtualInstant,
    _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    let since = ledgers.pools[pool]?[resource]?.since ?? now
    leaks.append(
      Leak(
        pool: pool, resource: resource, task: ledgers.tasks.name(of: task), acquired: since,
        leaked: now))
    board.put(finding(pool, ledgers), as: key(pool), at: now)
  }

  /// The resource is closed, given back, or has a new holder.
  mutating func reclaimed(
    _ pool: PoolID, _ resource: ResourceID, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let index = leaks.firstIndex(where: { $0.pool == pool && $0.resource == resource })
    else { return }
    leaks.remove(at: index)
    if leaks.contains(where: { $0.pool == pool }) {
      board.put(finding(pool, ledgers), as: key(pool), at: now)
    } else {
      board.clear(key(pool), at: now)
    }
  }

  private func finding(_ pool: PoolID, _ ledgers: Ledgers) -> Finding {
    let leaks = leaks.filter { $0.pool == pool }
    let name = ledgers.pools.name(of: pool)
    let stories = leaks.suffix(LeakedResourceLint.limit).map { leak in
      """
      \(leak.task) ended at \(leak.leaked.words) with resource \(leak.resource.rawValue), held since \
      \(leak.acquired.words)
      """
    }
    let limit = ledgers.pools[pool]?.capacity
    let capacity = limit.map { leaks.count <= $0 ? " of \($0)" : "" } ?? ""
    let last = leaks.count > LeakedResourceLint.limit ? "the last ones: " : ""
    return Finding(
      lint: .resourceLeaked, subject: name, since: leaks.first?.leaked ?? .zero,
      evidence:
        "\(leaks.count)\(capacity) of \(name) \(leaks.count == 1 ? "is" : "are") lost: \(last)\(stories.joined(separator: "; "))."
    )
  }

  private func key(_ pool: PoolID) -> FindingBoard.Key {
    .init(lint: .resourceLeaked, subject: UInt64(pool.rawValue))
  }
}
