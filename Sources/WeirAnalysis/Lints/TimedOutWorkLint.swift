import WeirEvents

/// Speaks when work goes on after its deadline for longer than it should take to stop.
///
/// One finding for all tasks of a role; it is held until the last such work has ended and there has been none for a
/// while. Work that puts its things in order is given the time for it, and the grace after it once more; time in which it
/// could go on and is kept from running does not count.
struct TimedOutWorkLint: Sendable {
  /// The late work of the tasks of one role.
  private struct Group: Sendable {
    let role: Symbol
    let since: VirtualInstant
    var count = 0
    var running = 0
    /// What is told of one of them.
    var example = ""
  }

  private struct Start: Sendable {
    let instant: VirtualInstant
    var kept: [TaskID: Int64] = [:]
  }

  var nextDue: VirtualInstant { min(line.next, quiet.nextDue) }
  private var grace: Duration
  private var line = DueLine()
  private var quiet: QuietTimes
  /// Since when the work has had to stop, and how long it had been kept from running by then.
  private var starts: [TimeoutID: Start] = [:]
  /// Work that was found putting its things in order.
  private var cleaning: [TimeoutID] = []
  private var groups: [Group] = []
  /// The role of each piece of late work that goes on.
  private var late: [TimeoutID: Symbol] = [:]

  init(_ thresholds: LintThresholds) {
    grace = thresholds.timedOutWorkGrace
    quiet = QuietTimes(thresholds.quiet)
  }

  /// Judges by other thresholds what begins from now on.
  mutating func use(_ thresholds: LintThresholds) {
    grace = thresholds.timedOutWorkGrace
    quiet.quiet = thresholds.quiet
  }

  mutating func fired(_ timeout: TimeoutID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard let record = ledgers.timeouts[timeout] else { return }
    var start = Start(instant: now)
    for worker in ledgers.tasks.family(of: record.task) {
      start.kept[worker.id] = worker.kept(at: now)
    }
    starts[timeout] = start
    lookAgain(timeout, now, ledgers)
  }

  private mutating func lookAgain(
    _ timeout: TimeoutID, _ now: VirtualInstant, _ ledgers: Ledgers
  ) {
    line.append(timeout.rawValue, due: now.advanced(by: grace)) { number in
      ledgers.timeouts[TimeoutID(number)] != nil
    }
  }

  mutating func ended(_ timeout: TimeoutID, _ now: VirtualInstant, _ board: inout FindingBoard) {
    cleaning.removeAll { $0 == timeout }
    starts[timeout] = nil
    guard let role = late.removeValue(forKey: timeout),
      let index = groups.firstIndex(where: { $0.role == role })
    else { return }
    groups[index].running -= 1
    if groups[index].running == 0 { quiet.note(UInt64(role.index), at: now) }
    board.put(finding(groups[index]), as: key(UInt64(role.index)), at: now)
  }

  mutating func cleanupEnded(_ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard !cleaning.isEmpty else { return }
    let over = cleaning.filter { timeout in
      ledgers.timeouts[timeout].map { !ledgers.tasks.isCleaningUp($0.task) } ?? true
    }
    cleaning.removeAll { over.contains($0) }
    for timeout in over { fired(timeout, now, ledgers) }
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    while let number = line.pop(due: due) {
      guard let timeout = ledgers.timeouts[TimeoutID(number)] else { continue }
      if ledgers.tasks.isCleaningUp(timeout.task) {
        cleaning.append(timeout.id)
      } else if time(of: timeout, at: due, ledgers) < grace.nanoseconds {
        lookAgain(timeout.id, due, ledgers)
      } else {
        report(timeout, at: due, ledgers, &board)
      }
    }
    while let role = quiet.pop(due: due) {
      groups.removeAll { UInt64($0.role.index) == role }
      board.clear(key(role), at: due)
    }
  }
}

extension TimedOutWorkLint {
  /// How long the work has had to stop, without the time in which it was kept from running, in nanoseconds.
  private func time(
    of timeout: TimeoutRecord, at now: VirtualInstant, _ ledgers: Ledgers
  ) -> Int64 {
    guard let start = starts[timeout.id] else { return .max }
    let kept = ledgers.tasks.family(of: timeout.task).map { worker in
      max(worker.kept(at: now), 0) - max(start.kept[worker.id] ?? 0, 0)
    }
    return now.nanoseconds(since: start.instant).saturatingPlus(-(kept.max() ?? 0))
  }

  private mutating func report(
    _ timeout: TimeoutRecord, at now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let fired = timeout.fired else { return }
    let role = ledgers.tasks[timeout.task]?.role ?? .empty
    let index = index(of: role, since: fired)
    late[timeout.id] = role
    groups[index].count += 1
    groups[index].running += 1
    groups[index].example = """
      \(ledgers.tasks.name(of: timeout.task))'s passed at \(fired.words), and \(fired.duration(to: now).words) later \
      its work still went on
      """
    quiet.hold(UInt64(role.index))
    board.put(finding(groups[index]), as: key(UInt64(role.index)), at: now)
  }

  private func finding(_ group: Group) -> Finding {
    let pieces = group.count == 1 ? "1 piece" : "\(group.count) pieces"
    let rest =
      group.running == 0
      ? "none does any more" : "\(group.running) still \(group.running == 1 ? "does" : "do")"
    let evidence = """
      \(pieces) of work of \(group.role) tasks went on after their deadline, and \(rest): \(group.example); it has \
      \(grace.words) to stop.
      """
    return Finding(
      lint: .timedOutWorkRunning, subject: "\(group.role)", since: group.since, evidence: evidence)
  }

  private mutating func index(of role: Symbol, since: VirtualInstant) -> Int {
    if let known = groups.firstIndex(where: { $0.role == role }) { return known }
    groups.append(Group(role: role, since: since))
    return groups.count - 1
  }

  private func key(_ role: UInt64) -> FindingBoard.Key {
    .init(lint: .timedOutWorkRunning, subject: role)
  }
}

extension TaskLedger {
  /// Whether a task, or one that works for it, puts its things in order.
  fileprivate func isCleaningUp(_ task: TaskID) -> Bool {
    family(of: task).contains(where: \.isCleaningUp)
  }

  /// A live task and those that work for it: its live children, their children, and so on.
  fileprivate func family(of task: TaskID) -> [TaskRecord] {
    var family = self[task].map { $0.isLive ? [$0] : [] } ?? []
    var next = 0
    while next < family.count {
      family += liveChildren(of: family[next].id)
      next += 1
    }
    return family
  }
}

extension TaskRecord {
  /// How long it could have run but had no worker, the present state counted, in nanoseconds.
  fileprivate func kept(at now: VirtualInstant) -> Int64 {
    let isKept = state == .ready || state == .created
    return readyNanoseconds.saturatingPlus(isKept ? now.nanoseconds(since: since) : 0)
  }
}
