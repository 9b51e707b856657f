import WeirEvents

/// Fires when work continues after its deadline for longer than it should take to stop.
///
/// There is one finding for all tasks of a role, until the last such work has ended and there has
/// been none for a while. Work that is cleaning up gets the time to do so, and a new grace period
/// afterwards. Time in which it is ready but has no worker does not count.
///
/// A deadline that fires, and the end of a cleanup, take time linear in the number of tasks doing
/// the work, of which at most 1,024 are checked.
struct TimedOutWorkLint: LintRule {
  /// The late work of the tasks of one role.
  private struct Group: Sendable {
    let role: Symbol
    let since: VirtualInstant
    var count = 0
    var running = 0
    /// The description of one of them.
    var example = ""
    /// Where that one waits, or where its deadline was armed.
    var place = CallSite.unknown
  }

  /// Work that continues after its deadline.
  private struct Work: Sendable {
    let task: TaskID
    /// When its deadline passed.
    let fired: VirtualInstant
    /// When its grace period began: at its deadline, or at the end of its last cleanup.
    let start: VirtualInstant
    /// How long each of its tasks had been ready without a worker by then, in nanoseconds.
    var kept: [TaskID: Int64] = [:]
    /// Its role once it is late.
    var late: Symbol?
    /// How often it was looked at, and had not had its time.
    var checks = 0
  }

  /// How often work is looked at again although nothing may have happened meanwhile.
  private static let mostChecks = 8
  /// Work that is looked at again only after something has happened.
  private var undecided: [TimeoutID] = []

  var nextDue: VirtualInstant { min(line.next, quiet.nextDue) }
  private var grace: Duration
  private var line = DueLine()
  private var quiet: QuietTimes
  private var works: [TimeoutID: Work] = [:]
  /// Work that was found cleaning up, by the task that has the deadline.
  private var cleaning: [TaskID: [TimeoutID]] = [:]
  private var groups = Roster<Group>()

  init(_ thresholds: LintThresholds) {
    grace = thresholds.timedOutWorkGrace
    quiet = QuietTimes(thresholds.quiet)
  }

  /// Uses other thresholds for what begins from now on.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    grace = thresholds.timedOutWorkGrace
    quiet.quiet = thresholds.quiet
  }

  /// Notes that a deadline has passed; a second time changes nothing.
  mutating func fired(_ timeout: TimeoutID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard works[timeout] == nil else { return }
    begin(timeout, fired: now, now, ledgers)
  }

  /// Notes that the work has ended, or that its deadline no longer applies.
  mutating func ended(_ timeout: TimeoutID, _ now: VirtualInstant, _ board: inout FindingBoard) {
    guard !works.isEmpty, let work = works.removeValue(forKey: timeout) else { return }
    cleaning[work.task]?.removeAll { $0 == timeout }
    if cleaning[work.task]?.isEmpty == true { cleaning[work.task] = nil }
    guard let role = work.late, let index = groups.position(of: UInt64(role.index)) else { return }
    groups[index].running -= 1
    if groups[index].running == 0 { quiet.note(UInt64(role.index), at: now) }
    board.update(finding(groups[index]), as: key(UInt64(role.index)), at: now)
  }

  /// Restarts the grace period of work whose task has cleaned up or ended.
  mutating func cleanupEnded(_ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard !cleaning.isEmpty else { return }
    var next = task
    for _ in 0..<32 where next != .none {
      if cleaning[next] != nil, !ledgers.tasks.isCleaningUp(next) {
        for timeout in cleaning.removeValue(forKey: next) ?? [] {
          begin(timeout, fired: works[timeout]?.fired ?? now, now, ledgers)
        }
      }
      next = ledgers.tasks[next]?.parent ?? .none
    }
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    while let number = line.pop(due: due) {
      guard let timeout = ledgers.timeouts[TimeoutID(number)], let work = works[timeout.id] else {
        continue
      }
      // The work of a task that has ended is over, whatever a log says about its deadline.
      if ledgers.tasks[timeout.task]?.isLive == false { continue }
      if ledgers.tasks.isCleaningUp(timeout.task) {
        cleaning[work.task, default: []].append(timeout.id)
      } else if time(of: work, at: due, ledgers) < grace.nanoseconds {
        postpone(timeout.id, due, ledgers)
      } else {
        report(work, of: timeout.id, at: due, ledgers, &board)
      }
    }
    while let role = quiet.pop(due: due) {
      if let index = groups.position(of: role) { groups.remove(at: index) }
      board.clear(key(role), at: due)
    }
  }

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    let gone = works.keys.filter { ledgers.timeouts[$0] == nil }
    for timeout in gone.sorted() { ended(timeout, now, &board) }
    for task in cleaning.keys.sorted() { cleanupEnded(task, now, ledgers) }
  }
}

extension TimedOutWorkLint {
  private mutating func begin(
    _ timeout: TimeoutID, fired: VirtualInstant, _ now: VirtualInstant, _ ledgers: Ledgers
  ) {
    guard let record = ledgers.timeouts[timeout] else { return }
    var work = Work(task: record.task, fired: fired, start: now)
    for worker in ledgers.tasks.family(of: record.task) {
      work.kept[worker.id] = worker.kept(at: now)
    }
    works[timeout] = work
    checkAgain(timeout, now, ledgers)
  }

  private mutating func postpone(
    _ timeout: TimeoutID, _ now: VirtualInstant, _ ledgers: Ledgers
  ) {
    works[timeout]?.checks += 1
    if works[timeout]?.checks ?? 0 < TimedOutWorkLint.mostChecks {
      checkAgain(timeout, now, ledgers)
    } else {
      undecided.append(timeout)
    }
  }

  /// Checks the undecided work again a while after an instant: up to there nothing has happened to
  /// it, however long that is.
  mutating func resume(after now: VirtualInstant, _ ledgers: Ledgers) {
    for timeout in undecided { checkAgain(timeout, now, ledgers) }
    undecided = []
  }

  private mutating func checkAgain(
    _ timeout: TimeoutID, _ now: VirtualInstant, _ ledgers: Ledgers
  ) {
    line.append(timeout.rawValue, due: now.advanced(by: grace)) { number in
      ledgers.timeouts[TimeoutID(number)] != nil
    }
  }

  /// How much time the work has had to stop, without the time in which it was ready but had no
  /// worker, in nanoseconds.
  private func time(of work: Work, at now: VirtualInstant, _ ledgers: Ledgers) -> Int64 {
    let kept = ledgers.tasks.family(of: work.task).map { worker in
      max(worker.kept(at: now), 0) - max(work.kept[worker.id] ?? 0, 0)
    }
    return now.nanoseconds(since: work.start).saturatingPlus(-(kept.max() ?? 0))
  }

  private mutating func report(
    _ work: Work, of timeout: TimeoutID, at now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    let role = ledgers.tasks[work.task]?.role ?? .empty
    guard let index = index(of: role, since: work.fired) else { return }
    works[timeout]?.late = role
    groups[index].running += 1
    groups[index].count += 1
    groups[index].example = """
      \(ledgers.tasks.name(of: work.task))'s passed at \(work.fired.words), and \
      \(work.fired.duration(to: now).words) later its work was still running
      """
    groups[index].place = place(of: work, timeout, ledgers)
    quiet.hold(UInt64(role.index))
    board.update(finding(groups[index]), as: key(UInt64(role.index)), at: now)
  }

  private func place(of work: Work, _ timeout: TimeoutID, _ ledgers: Ledgers) -> CallSite {
    let place = ledgers.tasks[work.task]?.callSite ?? .unknown
    return place == .unknown ? ledgers.timeouts[timeout]?.place ?? .unknown : place
  }

  private func finding(_ group: Group) -> Finding {
    let role = group.role.isEmpty ? "" : "\(group.role) "
    let evidence = """
      Work of \(group.count == 1 ? "one \(role)task" : "\(role)tasks") continued after its deadline\
      \(extent(of: group)): \(group.example); it has \(grace.words) to stop.
      """
    return Finding(
      lint: .timedOutWorkRunning, subject: "\(group.role)", since: group.since, evidence: evidence,
      place: group.place)
  }

  /// How often it did, and whether it still does: ` 12 times, and in 2 cases it is still running`.
  private func extent(of group: Group) -> String {
    guard group.count > 1 else {
      return group.running == 0 ? ", and has ended" : ", and is still running"
    }
    let (count, running) = (group.count, group.running)
    let cases = running == 1 ? "1 case" : "\(running) cases"
    let rest = running == 0 ? "is no longer running" : "in \(cases) it is still running"
    return " \(count) times, and \(rest)"
  }

  /// The index of the group of a role; `nil` if there is no room for one more.
  private mutating func index(of role: Symbol, since: VirtualInstant) -> Int? {
    let number = UInt64(role.index)
    if let known = groups.position(of: number) { return known }
    guard groups.count < LintLimits.subjects else { return nil }
    groups.insert(Group(role: role, since: since), for: number)
    return groups.position(of: number)
  }

  private func key(_ role: UInt64) -> FindingBoard.Key {
    .init(lint: .timedOutWorkRunning, subject: role)
  }
}

extension TaskLedger {
  /// Whether a task or one of its descendants is cleaning up.
  fileprivate func isCleaningUp(_ task: TaskID) -> Bool {
    family(of: task).contains(where: \.isCleaningUp)
  }

  /// A live task and its live descendants.
  fileprivate func family(of task: TaskID) -> [TaskRecord] {
    var family = self[task].map { $0.isLive ? [$0] : [] } ?? []
    var next = 0
    while next < family.count, family.count < LintLimits.family {
      family += liveChildren(of: family[next].id).prefix(LintLimits.family - family.count)
      next += 1
    }
    return family
  }
}

extension TaskRecord {
  /// How long it has been ready without a worker, including the current state, in nanoseconds.
  fileprivate func kept(at now: VirtualInstant) -> Int64 {
    let isKept = state == .ready || state == .created
    return readyNanoseconds.saturatingPlus(isKept ? now.nanoseconds(since: since) : 0)
  }
}
