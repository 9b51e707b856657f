/// Speaks when a task ends and leaves tasks behind that it started and never asked to stop.
///
/// The main task is no exception: what it leaves behind outlives the run.
struct OutlivingTaskLint: Sendable {
  mutating func finished(
    _ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard let record = ledgers.tasks[task] else { return }
    if record.liveChildren > 0 { report(record, at: now, ledgers, &board) }
    if !board.isEmpty { review(record.parent, at: now, ledgers, &board) }
  }

  mutating func requested(
    _ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard !board.isEmpty, let record = ledgers.tasks[task] else { return }
    review(record.parent, at: now, ledgers, &board)
  }

  private func report(
    _ parent: TaskRecord, at now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    let left = ledgers.tasks.unaskedChildren(of: parent.id).map { "\($0.name)" }
    guard let first = left.first else { return }
    let evidence = """
      \(parent.name) ended at \(now.words) and left \(left.enumeration()) behind, which \
      \(left.count == 1 ? "was" : "were") never asked to stop.
      """
    let finding = Finding(
      lint: .taskOutlivesParent,
      subject: left.count == 1 ? first : "\(first) and \(left.count - 1) more", since: now,
      evidence: evidence)
    board.raise(finding, as: key(parent.id), at: now)
  }

  /// A child has ended or been asked: the finding falls with the last of them.
  private func review(
    _ parent: TaskID, at now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard board.holds(key(parent)) else { return }
    if ledgers.tasks.unaskedChildren(of: parent).first(where: { _ in true }) == nil {
      board.clear(key(parent), at: now)
    }
  }

  private func key(_ parent: TaskID) -> FindingBoard.Key {
    .init(lint: .taskOutlivesParent, subject: UInt64(parent.rawValue))
  }
}

extension TaskLedger {
  /// The live tasks that a task started and that nobody has asked to stop.
  fileprivate func unaskedChildren(of parent: TaskID) -> some Sequence<TaskRecord> {
    records.lazy.filter { $0.parent == parent && $0.isLive && $0.cancellation == nil }
  }
}
