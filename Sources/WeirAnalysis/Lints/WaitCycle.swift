import WeirEvents

/// Decides whether a task waits forever, because everything that could end its wait is waiting for
/// it in turn.
///
/// A task that waits for a resource needs one of the holders to continue, one that waits for its
/// children needs one of them, and one that waits for the end of a task needs that task. So it
/// waits forever if following these needs never leads to a task that can continue by itself. If in
/// doubt, a task can.
struct WaitCycle {
  let ledgers: Ledgers
  /// Returns how tasks use a queue that some task joins.
  let use: (QueueID) -> QueueUse?

  /// How many tasks are visited before the search is given up.
  private static let limit = 4096

  /// What a task waits for, and the tasks of which it needs one.
  private struct Need {
    let wait: Wait
    let tasks: [TaskID]
  }

  /// The cycle that makes a task wait forever, in the order in which each task waits for the next;
  /// `nil` if the task does not wait forever.
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

  /// What holds the tasks of a cycle; `nil` if there is no word for it.
  func cause(of cycle: [TaskID]) -> Finding.Cause? {
    let kinds = Set(cycle.compactMap { need(of: $0)?.wait.kind })
    if kinds == [.poolAcquire] { return .heldByEachOther }
    if kinds.contains(.poolAcquire) { return .awaitedWhileHolding }
    if kinds.contains(.join) { return .itemsNotDone }
    return kinds.isEmpty ? nil : .awaitedByEachOther
  }

  /// Whether a task waits forever because of others that wait forever, too.
  func waitsForever(_ task: TaskID) -> Bool { isCaught(task) }

  private func clause(of task: TaskID) -> String {
    guard let wait = need(of: task)?.wait else { return "for" }
    return wait.kind.words.link.clause(wait.name(in: ledgers))
  }

  /// Puts the task created first at the beginning, so that the same cycle is always described in
  /// the same way.
  private func rotated(_ cycle: [TaskID]) -> [TaskID] {
    guard let least = cycle.min(), let start = cycle.firstIndex(of: least) else { return cycle }
    return Array(cycle[start...] + cycle[..<start])
  }

  /// Whether every task that could end the wait of a task waits forever, too.
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

  /// Whether a deadline will cancel one of the tasks or one of their ancestors.
  private func isTimed(_ tasks: Set<TaskID>) -> Bool {
    var timed = tasks
    for task in tasks { timed.formUnion(ledgers.tasks.ancestors(of: task)) }
    return ledgers.timeouts.open.contains { timed.contains($0.task) }
  }
}

// MARK: Unknown holders

extension WaitCycle {
  /// The tasks that wait for a resource whose holder is unknown, if no live task can continue by
  /// itself: the holders, which are among these, wait as well. Empty if one can, or if in doubt.
  ///
  /// A program to which something was attached late does not say who holds what was held by then.
  var tasksStuckWithoutHolders: [TaskID] {
    let live = liveTasks
    guard live.count <= WaitCycle.limit else { return [] }
    var found: [TaskID] = []
    for task in live {
      guard let need = need(of: task), !need.tasks.isEmpty else { return [] }
      guard need.tasks.allSatisfy({ $0 == .none || ledgers.tasks.isLive($0) }) else { return [] }
      if need.tasks.contains(.none) { found.append(task) }
    }
    return found.isEmpty || isTimed(Set(live)) ? [] : found
  }

  /// The live tasks in the order of creation, as far as a search goes.
  var liveTasks: [TaskID] {
    Array(
      ledgers.tasks.presentRecords.lazy.filter(\.isLive).map(\.id).prefix(WaitCycle.limit + 1))
  }

  /// What is known of them: `a waits for disk, b for net: who holds these was not seen, but …`.
  func words(forStuck tasks: [TaskID]) -> String {
    let shown = tasks.prefix(WaitCycle.mostNamed).enumerated().map { index, task in
      let name = ledgers.tasks.name(of: task)
      let wait = ledgers.tasks[task]?.wait?.name(in: ledgers) ?? ""
      return "\(name) \(index == 0 ? "waits for" : "for") \(wait)"
    }
    let others = tasks.count - shown.count
    let more = others > 0 ? ", and \(others) more" : ""
    return """
      \(shown.joined(separator: ", "))\(more): who holds what they need was not seen, but all live \
      tasks wait for each other, and none of them can continue on its own.
      """
  }

  private static let mostNamed = 4
}

extension WaitCycle {
  /// What a task needs; `nil` if it can continue by itself.
  private func need(of task: TaskID) -> Need? {
    guard let record = ledgers.tasks[task], record.state == .waiting, record.cancellation == nil
    else { return nil }
    guard let wait = record.wait, let tasks = tasks(that: record, needsFor: wait) else {
      return nil
    }
    return Need(wait: wait, tasks: tasks)
  }

  /// The tasks of which one has to continue to end a wait; `nil` if something else can end it.
  private func tasks(that record: TaskRecord, needsFor wait: Wait) -> [TaskID]? {
    switch wait {
    case .poolAcquire(let pool): ledgers.pools[pool].flatMap { holders(of: $0, for: record.id) }
    case .child(let child): [child]
    case .children: ledgers.tasks.liveChildren(of: record.id).map(\.id)
    case .join(let queue): use(queue).flatMap(holders)
    case .sleep, .queuePut, .queueGet, .work, .batch, .offload, .other: nil
    }
  }

  private func holders(of pool: PoolRecord, for task: TaskID) -> [TaskID]? {
    guard pool.isFull, !pool.isClosed, pool.lost == 0, !pool.isReleasedByOthers else { return nil }
    let holders = pool.resources.compactMap(\.holder)
    // A timer may release the places of a semaphore that only the waiting task has acquired.
    return pool.kind == .semaphore && holders.allSatisfy { $0 == task } ? nil : holders
  }

  /// The tasks with outstanding items, if no other task can get one; `nil` otherwise.
  private func holders(of use: QueueUse) -> [TaskID]? {
    guard use.unfinished > 0, use.depth == 0, use.producers == 0 else { return nil }
    return use.users.presentValues.filter { $0.outstanding > 0 }.map(\.task)
  }
}

extension TaskLedger {
  /// The ancestors of a task, from its parent up, as many as a program may have.
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
