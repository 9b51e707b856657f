/// Tells in words why nothing can run: each live task, what it waits for, and why that never comes.
struct DeadlockStory {
  let ledgers: Ledgers
  let uses: [QueueUse]

  /// Tasks that wait for the same thing are told of together, and so many of such groups.
  private static let limit = 8

  private struct Group {
    let wait: Wait?
    var names: [String]
  }

  func finding(at now: VirtualInstant) -> Finding {
    let groups = groups
    let clauses = groups.prefix(DeadlockStory.limit).map(clause)
    let rest = groups.dropFirst(DeadlockStory.limit).reduce(0) { $0 + $1.names.count }
    let end = rest == 0 ? "." : "; \(rest) more wait, too."
    return Finding(
      lint: .deadlock, subject: groups.first?.names.first ?? "run", since: now,
      evidence: "Nothing can run any more: \(clauses.joined(separator: "; "))\(end)")
  }

  /// In the order in which their first tasks were created.
  private var groups: [Group] {
    var groups: [Group] = []
    var places: [Wait?: Int] = [:]
    for task in ledgers.tasks.records where task.isLive {
      if let place = places[task.wait] {
        groups[place].names.append("\(task.name)")
      } else {
        places[task.wait] = groups.count
        groups.append(Group(wait: task.wait, names: ["\(task.name)"]))
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
    let words = ledgers.words(for: wait)
    return "\(names) \(words.verb)\(ending) \(words.rest)\(reason(for: wait))"
  }

  private func reason(for wait: Wait) -> String {
    switch wait {
    case .join(let queue):
      guard let use = use(of: queue) else { return "" }
      let blame = use.blame(in: ledgers)
      let reason = blame.isEmpty && use.takers == 0 ? ["nobody lives who takes items"] : blame
      let missing = use.unfinished == 1 ? "1 is not" : "\(use.unfinished) are not"
      return reason.isEmpty ? " (\(missing))" : " (\(missing): \(reason.enumeration()))"
    case .queueGet(let queue):
      return parties(of: queue, \.puts, nobody: "nobody lives who fills it", those: "filled by")
    case .queuePut(let queue):
      return parties(of: queue, \.takes, nobody: "nobody lives who empties it", those: "emptied by")
    case .sleep, .child, .work, .poolAcquire, .batch, .children, .offload: return ""
    }
  }

  private func parties(
    of queue: QueueID, _ deeds: KeyPath<QueueUse.User, Int>, nobody: String, those: String
  ) -> String {
    let names = use(of: queue)?.users.presentValues.filter { $0[keyPath: deeds] > 0 }
      .map { ledgers.tasks.name(of: $0.task) }
    guard let names, !names.isEmpty else { return " (\(nobody))" }
    return " (\(those) \(names.enumeration()))"
  }

  private func use(of queue: QueueID) -> QueueUse? { uses.first { $0.queue == queue } }
}
