import WeirEvents

/// Tells whether a task that waits does so for ever, because all that could help it wait for it in
/// turn.
///
/// A task that waits for a resource needs one of the holders to go on, one that waits for its
/// children needs one of them, and one that waits for the end of a task needs that task. So it
/// waits for ever if, however one follows these needs, one never comes to a task that can go on by
/// itself. Where that is in doubt, it can.
struct WaitCycle {
  let ledgers: Ledgers
  /// How the queues are used whose items somebody waits to be done.
  let uses: [QueueUse]

  /// How many tasks are looked at before the question is given up.
  private static let limit = 4096

  /// What a task waits for, and whom of those it needs.
  private struct Need {
    let wait: Wait
    let tasks: [TaskID]
  }

  /// The tasks of a cycle to which a task leads that waits for ever, in the order in which each
  /// waits for the next.
  func tasks(from task: TaskID) -> [TaskID]? {
    guard isCaught(task) else { return nil }
    var way: [TaskID] = []
    var next: TaskID? = task
    while let task = next, !way.contains(task) {
      way.append(task)
      next = need(of: task)?.tasks.first
    }
    guard let again = next, let start = way.firstIndex(of: again) else { return nil }
    return rotated(Array(way[start...]))
  }

  /// The cycle in words: `a waits for disk, held by b, which waits for net, held by a`.
  func words(for cycle: [TaskID]) -> String {
    guard let first = cycle.first else { return "" }
    let names = cycle.dropFirst() + [first]
    let clauses = zip(cycle, names).enumerated().map { index, pair in
      let (task, next) = pair
      let subject = index == 0 ? ledgers.tasks.name(of: task) : "which"
      return "\(subject) waits \(clause(of: task)) \(ledgers.tasks.name(of: next))"
    }
    return clauses.joined(separator: ", ")
  }

  private func clause(of task: TaskID) -> String {
    guard let wait = need(of: task)?.wait else { return "for" }
    return wait.kind.words.link.clause(wait.name(in: ledgers))
  }

  /// The one that was created first comes first, so that the same cycle is always told the same
  /// way.
  private func rotated(_ cycle: [TaskID]) -> [TaskID] {
    guard let least = cycle.min(), let start = cycle.firstIndex(of: least) else { return cycle }
    return Array(cycle[start...] + cycle[..<start])
  }

  /// Whether whoever could help a task waits for ever, too.
  private func isCaught(_ task: TaskID) -> Bool {
    var open = [task]
    var seen: Set<TaskID> = [task]
    while let task = open.popLast() {
      guard let need = need(of: task), !need.tasks.isEmpty, seen.count < WaitCycle.limit else {
        return false
      }
      for other in need.tasks where seen.insert(other).inserted { open.append(other) }
    }
    return !isTimed(seen)
  }

  /// Whether a deadline will ask one of them, or a task that it works for, to stop.
  private func isTimed(_ tasks: Set<TaskID>) -> Bool {
    var timed = tasks
    for task in tasks { timed.formUnion(ledgers.tasks.ancestors(of: task)) }
    return ledgers.timeouts.open.contains { timed.contains($0.task) }
  }
}

extension WaitCycle {
  /// Whom a task needs; nothing for one that can go on by itself.
  private func need(of task: TaskID) -> Need? {
    guard let record = ledgers.tasks[task], record.state == .waiting, record.cancellation == nil
    else { return nil }
    guard let wait = record.wait, let tasks = tasks(that: record, needsFor: wait) else {
      return nil
    }
    return Need(wait: wait, tasks: tasks)
  }

  /// Those of whom one has to go on so that a wait ends; nil if something else can end it.
  private func tasks(that record: TaskRecord, needsFor wait: Wait) -> [TaskID]? {
    switch wait {
    case .poolAcquire(let pool): ledgers.pools[pool].flatMap(holders)
    case .child(let child): [child]
    case .children: ledgers.tasks.liveChildren(of: record.id).map(\.id)
    case .join(let queue): uses.first { $0.queue == queue }.flatMap(holders)
    case .sleep, .queuePut, .queueGet, .work, .batch, .offload, .other: nil
    }
  }

  private func holders(of pool: PoolRecord) -> [TaskID]? {
    guard pool.isFull, !pool.isClosed, pool.lost == 0 else { return nil }
    return pool.resources.compactMap(\.holder)
  }

  /// Those who have taken items and not called them done, if nobody else can come to have one.
  private func holders(of use: QueueUse) -> [TaskID]? {
    guard use.unfinished > 0, use.depth == 0, use.producers == 0 else { return nil }
    return use.users.presentValues.filter { $0.outstanding > 0 }.map(\.task)
  }
}

extension TaskLedger {
  /// The parent of a task, its parent, and so on; no more than any program has.
  fileprivate func ancestors(of task: TaskID) -> [TaskID] {
    var ancestors: [TaskID] = []
    var next = self[task]?.parent
    while let parent = next, parent != .none, ancestors.count < 31 {
      ancestors.append(parent)
      next = self[parent]?.parent
    }
    return ancestors
  }
}
