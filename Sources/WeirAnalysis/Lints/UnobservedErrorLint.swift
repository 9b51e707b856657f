import WeirEvents

/// Fires when tasks fail and no one can observe the error. There is one finding for all tasks of a
/// role, until it has not happened for a while.
struct UnobservedErrorLint: LintRule {
  /// The unobserved errors of the tasks of one role.
  private struct Group: Sendable {
    let role: Symbol
    let since: VirtualInstant
    var count = 0
  }

  private var quiet: QuietTimes
  private var groups = Roster<Group>()

  var nextDue: VirtualInstant { quiet.nextDue }

  init(_ thresholds: LintThresholds) {
    quiet = QuietTimes(thresholds.quiet)
  }

  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    quiet.quiet = thresholds.quiet
  }

  mutating func unobserved(
    _ task: TaskID, _ error: Symbol, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    let role = ledgers.tasks[task]?.role ?? .empty
    guard let index = index(of: role, at: now) else { return }
    groups[index].count += 1
    quiet.note(UInt64(role.index), at: now)
    let group = groups[index]
    // The error may be known to be lost only later.
    let record = ledgers.tasks[task]
    let end = record.flatMap { $0.isLive ? nil : $0.since } ?? now
    let times = group.count == 1 ? "" : "; so did \(group.count - 1) before it"
    let evidence = """
      \(ledgers.tasks.name(of: task)) failed with \(error) at \(end.words), and no one can observe it: its handle is gone \
      and no task waits for it\(times).
      """
    let subject = role.isEmpty ? ledgers.tasks.name(of: task) : "\(role)"
    let finding = Finding(
      lint: .errorUnobserved, subject: subject, since: group.since, evidence: evidence,
      place: ledgers.tasks[task]?.origin.details.place ?? .unknown)
    board.update(finding, as: key(role), at: now)
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    while let subject = quiet.pop(due: due) {
      if let index = groups.position(of: subject) { groups.remove(at: index) }
      board.clear(.init(lint: .errorUnobserved, subject: subject), at: due)
    }
  }

  /// The index of the group of a role; `nil` if there is no room for one more.
  private mutating func index(of role: Symbol, at now: VirtualInstant) -> Int? {
    let number = UInt64(role.index)
    if let known = groups.position(of: number) { return known }
    guard groups.count < LintLimits.subjects else { return nil }
    groups.insert(Group(role: role, since: now), for: number)
    return groups.position(of: number)
  }

  private func key(_ role: Symbol) -> FindingBoard.Key {
    .init(lint: .errorUnobserved, subject: UInt64(role.index))
  }
}
