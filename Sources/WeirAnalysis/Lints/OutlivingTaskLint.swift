import WeirEvents

/// Fires when a task ends and leaves behind tasks that it started and that were never cancelled.
///
/// The main task is no exception: what it leaves behind outlives the run. Constant time per event,
/// except that the end of a task is linear in the number of its live children.
struct OutlivingTaskLint: LintRule {
  /// Whether a parent has to outlive all its children. If not, it only has to outlive those whose
  /// origin says that they are structured.
  private let areParentsScopes: Bool
  /// The parent of each task in a finding that has neither ended nor been cancelled since.
  private var parents: [TaskID: TaskID] = [:]
  /// How many of those tasks each parent has.
  private var counts: [TaskID: Int] = [:]

  init(_ thresholds: LintThresholds) { self.init(areParentsScopes: true) }

  init(areParentsScopes: Bool) {
    self.areParentsScopes = areParentsScopes
  }

  mutating func finished(
    _ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    if let record = ledgers.tasks[task], record.liveChildren > 0 {
      report(record, at: now, ledgers, &board)
    }
    settle(task, at: now, &board)
  }

  mutating func cancelled(_ task: TaskID, _ now: VirtualInstant, _ board: inout FindingBoard) {
    settle(task, at: now, &board)
  }

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    let gone = parents.keys.filter { !ledgers.tasks.isLive($0) }
    for task in gone.sorted() { settle(task, at: now, &board) }
  }
}

extension OutlivingTaskLint {
  private mutating func report(
    _ parent: TaskRecord, at now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    let left = ledgers.tasks.liveChildren(of: parent.id).filter(isLost).reversed()
    guard let first = left.first else { return }
    for child in left { parents[child.id] = parent.id }
    counts[parent.id] = left.count
    let evidence = """
      \(parent.name) ended at \(now.words) and left \(left.map { "\($0.name)" }.enumeration()) behind, which \
      \(left.count == 1 ? "was" : "were") never cancelled.
      """
    let finding = Finding(
      lint: .taskOutlivesParent,
      subject: left.count == 1 ? "\(first.name)" : "\(first.name) and \(left.count - 1) more",
      group: "\(first.role)", count: left.count, since: now, evidence: evidence,
      place: first.origin.details.place)
    board.raise(finding, as: key(parent.id), at: now)
  }

  /// Whether a live task should have ended before its parent, and has not been cancelled.
  private func isLost(_ child: TaskRecord) -> Bool {
    child.cancellation == nil && (areParentsScopes || child.origin.details.isStructured)
  }

  /// Notes that a task has ended or been cancelled, and clears the finding with the last of its
  /// tasks.
  private mutating func settle(
    _ task: TaskID, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    guard !parents.isEmpty, let parent = parents.removeValue(forKey: task),
      let count = counts[parent]
    else { return }
    counts[parent] = count > 1 ? count - 1 : nil
    if count == 1 { board.clear(key(parent), at: now) }
  }

  private func key(_ parent: TaskID) -> FindingBoard.Key {
    .init(lint: .taskOutlivesParent, subject: UInt64(parent.rawValue))
  }
}
