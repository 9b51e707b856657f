/// Tells in words why nothing can run: each live task, what it waits for, and why that never comes.
struct DeadlockStory {
  let ledgers: Ledgers
  let uses: [QueueUse]

  /// How many tasks are told of; the rest is counted.
  private static let limit = 8

  func finding(at now: VirtualInstant) -> Finding {
    let stuck = ledgers.tasks.records.filter(\.isLive)
    let clauses = stuck.prefix(DeadlockStory.limit).map(clause)
    let rest = stuck.count - clauses.count
    let evidence =
      "Nothing can run any more: " + clauses.joined(separator: "; ")
      + (rest > 0 ? "; and \(rest) more tasks wait." : ".")
    return Finding(
      lint: .deadlock, subject: stuck.first.map { "\($0.name)" } ?? "run", since: now,
      evidence: evidence)
  }

  private func clause(for task: TaskRecord) -> String {
    guard let wait = task.wait else {
      return "\(task.name) waits for something that is not observed"
    }
    let words = ledgers.words(for: wait)
    return "\(task.name) \(words.verb)s \(words.rest)\(reason(for: wait))"
  }

  private func reason(for wait: Wait) -> String {
    switch wait {
    case .join(let queue):
      guard let use = use(of: queue) else { return "" }
      let blame = use.blame(in: ledgers)
      let missing = " (\(use.unfinished) are not"
      return blame.isEmpty ? "\(missing))" : "\(missing): \(blame.enumeration()))"
    case .queueGet(let queue):
      return parties(of: queue, \.puts, nobody: "nobody lives who fills it", those: "filled by")
    case .queuePut(let queue):
      return parties(of: queue, \.takes, nobody: "nobody lives who empties it", those: "emptied by")
    case .sleep, .child, .work: return ""
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
