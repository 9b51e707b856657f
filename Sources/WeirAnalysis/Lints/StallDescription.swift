import WeirEvents

/// Explains in words why nothing can run: each live task, what it waits for, and why that never
/// happens.
struct StallDescription {
  let ledgers: Ledgers
  /// Returns how tasks use a queue.
  let use: (QueueID) -> QueueUse?

  /// Tasks that wait for the same thing are described together, in at most this many groups.
  private static let limit = 8

  private struct Group {
    let wait: Wait?
    var tasks: [TaskID]
    var names: [String]
  }

  func finding(at now: VirtualInstant) -> Finding {
    let cycle = cycle
    let groups = groups(without: cycle ?? [])
    let circle = cycle.map { [search.words(for: $0)] } ?? []
    let clauses = circle + groups.prefix(StallDescription.limit).map(clause)
    let rest = groups.dropFirst(StallDescription.limit).reduce(0) { $0 + $1.names.count }
    let end = rest == 0 ? "." : "; \(rest) more wait, too."
    let first = cycle?.first.map { ledgers.tasks.name(of: $0) } ?? groups.first?.names.first
    return Finding(
      lint: .deadlock, subject: first ?? "run", since: now,
      evidence: "No task can run any more: \(clauses.joined(separator: "; "))\(end)",
      cause: cycle.map { search.cause(of: $0) } ?? cause(of: groups))
  }

  /// What holds tasks that do not wait for each other; `nil` if there is no word for it.
  private func cause(of groups: [Group]) -> Finding.Cause? {
    groups.contains { $0.wait?.kind == .join } ? .itemsNotDone : nil
  }

  private var search: WaitCycle { WaitCycle(ledgers: ledgers, use: use) }

  /// The first cycle of waiting tasks, if it is found among the first tasks; `nil` otherwise.
  private var cycle: [TaskID]? {
    let waiting = ledgers.tasks.records.lazy.filter { $0.state == .waiting }
    return waiting.prefix(256).lazy.compactMap { search.tasks(from: $0.id) }.first
  }

  /// In the order in which their first tasks were created.
  private func groups(without cycle: [TaskID]) -> [Group] {
    var groups: [Group] = []
    var places: [Wait?: Int] = [:]
    for task in ledgers.tasks.records where task.isLive && !cycle.contains(task.id) {
      if let place = places[task.wait] {
        groups[place].tasks.append(task.id)
        groups[place].names.append("\(task.name)")
      } else {
        places[task.wait] = groups.count
        groups.append(Group(wait: task.wait, tasks: [task.id], names: ["\(task.name)"]))
      }
    }
    return groups
  }

  private func clause(for group: Group) -> String {
    let names = group.names.enumeration(upTo: 4)
    let ending = group.names.count == 1 ? "s" : ""
    guard let wait = group.wait else {
      return "\(names) wait\(ending) for something that is not observed"
    }
    if case .children = wait { return children(of: group) }
    let words = ledgers.words(for: wait)
    return "\(names) \(words.verb)\(ending) \(words.rest)\(reason(for: wait))"
  }

  private func children(of group: Group) -> String {
    let clauses = group.tasks.map { task in
      let children = ledgers.tasks.liveChildren(of: task).map { "\($0.name)" }
      let names = children.reversed().enumeration(upTo: 4)
      return "\(ledgers.tasks.name(of: task)) waits for its children (\(names))"
    }
    return clauses.joined(separator: "; ")
  }

  private func reason(for wait: Wait) -> String {
    switch wait {
    case .join(let queue):
      guard let use = use(queue) else { return "" }
      let holders = use.outstanding(in: ledgers)
      let reason =
        holders.isEmpty && use.consumers == 0 ? ["no consumer is alive"] : holders
      let missing = use.unfinished == 1 ? "1 is not" : "\(use.unfinished) are not"
      return reason.isEmpty ? " (\(missing))" : " (\(missing): \(reason.enumeration()))"
    case .queueGet(let queue):
      return users(of: queue, \.puts, wait.kind.words.resolvers)
    case .queuePut(let queue):
      return users(of: queue, \.takes, wait.kind.words.resolvers)
    case .poolAcquire(let pool): return ledgers.pools[pool].map(holders) ?? ""
    case .batch(let batcher): return ledgers.batchers[batcher].map(batches) ?? ""
    case .offload: return offload
    case .sleep, .child, .work, .children, .other: return ""
    }
  }

  private func holders(of pool: PoolRecord) -> String {
    let names = pool.resources.filter { !$0.isLeaked }.compactMap(\.holder)
      .map { ledgers.tasks.name(of: $0) }
    let lost = pool.lost == 0 ? [] : ["\(pool.lost) leaked by tasks that have ended"]
    let words = WaitKind.poolAcquire.words.resolvers
    let all = (names.isEmpty ? [] : ["\(words.relation) \(names.enumeration())"]) + lost
    return all.isEmpty ? " (\(words.none))" : " (\(all.joined(separator: ", ")))"
  }

  private func batches(of batcher: BatcherRecord) -> String {
    let open = batcher.open.map { ["one of \($0.fill) is not flushed"] } ?? []
    let others = batcher.inProcess.map { "one of \($0.size) is not processed" }
    let all = open + others
    return all.isEmpty ? " (there is none)" : " (\(all.enumeration()))"
  }

  private var offload: String {
    let count = ledgers.workers.records.count { $0.isBackground }
    return count == 0 ? " (there is none)" : " (there are \(count))"
  }

  private func users(
    of queue: QueueID, _ count: KeyPath<QueueUse.User, Int>, _ words: WaitWords.Resolvers
  ) -> String {
    let names = use(queue)?.users.presentValues.filter { $0[keyPath: count] > 0 }
      .map { ledgers.tasks.name(of: $0.task) }
    guard let names, !names.isEmpty else { return " (\(words.none))" }
    return " (\(words.relation) \(names.enumeration()))"
  }
}
