import WeirEvents

/// Speaks when tasks fail and nobody can ever see why; once for all tasks of a role, until it has not happened for a while.
struct UnobservedErrorLint: Sendable {
  /// The unseen errors of the tasks of one role.
  private struct Group: Sendable {
    let role: Symbol
    let since: VirtualInstant
    var count = 0
  }

  private var quiet: QuietTimes
  private var groups: [Group] = []

  var nextDue: VirtualInstant { quiet.nextDue }

  init(_ thresholds: LintThresholds) {
    quiet = QuietTimes(thresholds.quiet)
  }

  mutating func use(_ thresholds: LintThresholds) { quiet.quiet = thresholds.quiet }

  mutating func unobserved(
    _ task: TaskID, _ error: Symbol, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    let role = ledgers.tasks[task]?.role ?? .empty
    let index = index(of: role, at: now)
    groups[index].count += 1
    quiet.note(UInt64(role.index), at: now)
    let group = groups[index]
    let times = group.count == 1 ? "" : "; so did \(group.count - 1) before it"
    let evidence = """
      \(ledgers.tasks.name(of: task)) failed with \(error) at \(now.words), and nobody can see it: its handle is gone \
      and nobody waits for its end\(times).
      """
    let subject = role.isEmpty ? ledgers.tasks.name(of: task) : "\(role)"
    let finding = Finding(
      lint: .errorUnobserved, subject: subject, since: group.since, evidence: evidence)
    board.put(finding, as: key(role), at: now)
  }

  mutating func pass(_ due: VirtualInstant, _ board: inout FindingBoard) {
    while let subject = quiet.pop(due: due) {
      groups.removeAll { UInt64($0.role.index) == subject }
      board.clear(.init(lint: .errorUnobserved, subject: subject), at: due)
    }
  }

  private mutating func index(of role: Symbol, at now: VirtualInstant) -> Int {
    if let known = groups.firstIndex(where: { $0.role == role }) { return known }
    groups.append(Group(role: role, since: now))
    return groups.count - 1
  }

  private func key(_ role: Symbol) -> FindingBoard.Key {
    .init(lint: .errorUnobserved, subject: UInt64(role.index))
  }
}
