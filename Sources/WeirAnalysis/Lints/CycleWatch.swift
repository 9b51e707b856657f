import WeirEvents

/// Finds tasks that wait in a cycle as soon as the last of them begins to wait, even if other tasks
/// can still run.
struct CycleWatch: Sendable {
  /// The current cycles, each beginning with the task created first.
  private(set) var cycles: [[TaskID]] = []
  /// The tasks that wait forever because no live task can continue, although the holders of what
  /// they need are unknown; empty if there are none.
  private(set) var stuck: Set<TaskID> = []
  /// Whether a resource had an unknown holder in the last snapshot.
  private var isBlind = false
  /// How many tasks wait for the end of each task.
  private var awaited: [TaskID: Int] = [:]

  /// Notes that a task began to wait for something that may be part of a cycle. Only a task that
  /// others need can close a cycle.
  ///
  /// At most `LintLimits.cycles` are found.
  mutating func suspended(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard, _ uses: AwaitedUses
  ) {
    if case .child(let child) = wait { awaited[child, default: 0] += 1 }
    if isBlind, ledgers.snapshot == nil { findStuck(now, ledgers, &board, uses) }
    guard cycles.count < LintLimits.cycles, isNeeded(task, ledgers, uses) else { return }
    let search = WaitCycle(ledgers: ledgers) { uses[$0] }
    guard let cycle = search.tasks(from: task), !cycles.contains(cycle) else { return }
    cycles.append(cycle)
    let finding = Finding(
      lint: .deadlock, subject: ledgers.tasks.name(of: cycle[0]), since: now,
      evidence: "\(search.words(for: cycle)): none of them can continue on its own.",
      cause: search.cause(of: cycle), place: ledgers.tasks[cycle[0]]?.callSite ?? .unknown)
    board.raise(finding, as: CycleWatch.key(cycle), at: now)
  }

  /// Notes that a task no longer waits, which breaks its cycles.
  mutating func left(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    if case .child(let child) = wait { release(child) }
    if stuck.contains(task) { clearStuck(at: now, &board) }
    guard !cycles.isEmpty else { return }
    for cycle in cycles where cycle.contains(task) { board.clear(CycleWatch.key(cycle), at: now) }
    cycles.removeAll { $0.contains(task) }
  }

  private mutating func release(_ child: TaskID) {
    let count = (awaited[child] ?? 1) - 1
    awaited[child] = count > 0 ? count : nil
  }

  /// Removes, after a snapshot, tasks that are not alive: they neither wait nor are awaited.
  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard,
    _ uses: AwaitedUses
  ) {
    let tasks = ledgers.tasks
    awaited = awaited.filter { tasks.isLive($0.key) }
    let open = cycles.filter { cycle in
      cycle.contains { tasks[$0]?.state != .waiting }
    }
    for cycle in open { board.clear(CycleWatch.key(cycle), at: now) }
    cycles.removeAll { open.contains($0) }
    isBlind = ledgers.pools.records.contains { pool in
      pool.resources.contains { $0.holder == TaskID.none }
    }
    guard isBlind else { return clearStuck(at: now, &board) }
    findStuck(now, ledgers, &board, uses)
  }

  private func isNeeded(_ task: TaskID, _ ledgers: Ledgers, _ uses: AwaitedUses) -> Bool {
    guard let record = ledgers.tasks[task] else { return false }
    return record.heldResources > 0 || awaited[task] != nil
      || ledgers.tasks[record.parent]?.wait?.kind == .children
      || uses.hasOutstanding(task)
  }

  /// Raises a finding if no live task can continue, and clears it if one can again.
  private mutating func findStuck(
    _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard, _ uses: AwaitedUses
  ) {
    let search = WaitCycle(ledgers: ledgers) { uses[$0] }
    let found = search.tasksStuckWithoutHolders
    guard let first = found.first else { return clearStuck(at: now, &board) }
    guard stuck.isEmpty else { return }
    stuck = Set(search.liveTasks)
    let finding = Finding(
      lint: .deadlock, subject: ledgers.tasks.name(of: first), since: now,
      evidence: search.words(forStuck: found), cause: .heldByEachOther,
      place: ledgers.tasks[first]?.callSite ?? .unknown)
    board.raise(finding, as: CycleWatch.stuckKey, at: now)
  }

  private mutating func clearStuck(at now: VirtualInstant, _ board: inout FindingBoard) {
    guard !stuck.isEmpty else { return }
    stuck = []
    board.clear(CycleWatch.stuckKey, at: now)
  }

  /// The finding that no live task can continue.
  static let stuckKey = FindingBoard.Key(lint: .deadlock, subject: 1 << 33)

  /// Greater than any number of a queue, which other findings of this lint use.
  private static func key(_ cycle: [TaskID]) -> FindingBoard.Key {
    .init(lint: .deadlock, subject: 1 << 32 | UInt64(cycle[0].rawValue))
  }
}
