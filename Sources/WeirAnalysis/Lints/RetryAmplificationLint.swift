import WeirEvents

/// Speaks when tasks of a role try again and again without waiting in between, so that trouble makes more load.
///
/// Judged over a stretch of time when a retry without back-off is scheduled, and then at the end of each tenth of it.
struct RetryAmplificationLint: Sendable {
  /// What the tasks of a role tried.
  private struct Tally: Sendable {
    var calls = 0
    var attempts = 0
    var retries = 0
    /// Retries that came without back-off.
    var hasty = 0

    static func + (left: Tally, right: Tally) -> Tally {
      Tally(
        calls: left.calls + right.calls, attempts: left.attempts + right.attempts,
        retries: left.retries + right.retries, hasty: left.hasty + right.hasty)
    }
  }

  private struct Group: Sendable {
    let role: Symbol
    var window: TallyWindow<Tally>
    /// Since when it has been so, while it is.
    var since: VirtualInstant?
    /// When a retry without back-off was last scheduled.
    var hastened = VirtualInstant.zero
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var groups: [Group] = []

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Judges by other thresholds from now on; a stretch of another length begins now.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOtherWindow = thresholds.retryWindow != self.thresholds.retryWindow
    self.thresholds = thresholds
    guard isOtherWindow else { return }
    for index in groups.indices {
      groups[index].window = TallyWindow(window: thresholds.retryWindow, empty: Tally())
    }
    findNextDue(after: now)
  }

  mutating func started(
    _ task: TaskID, _ attempt: UInt32, _ now: VirtualInstant, _ ledgers: Ledgers
  ) {
    let index = index(of: ledgers.tasks[task]?.role ?? .empty)
    groups[index].window.count(at: now) { tally in
      tally.attempts += 1
      if attempt == 1 { tally.calls += 1 }
    }
  }

  mutating func scheduled(
    _ task: TaskID, _ delay: Duration, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    let index = index(of: ledgers.tasks[task]?.role ?? .empty)
    let isHasty = delay < thresholds.backOff
    groups[index].window.count(at: now) { tally in
      tally.retries += 1
      if isHasty { tally.hasty += 1 }
    }
    guard isHasty else { return }
    groups[index].hastened = now
    if groups[index].since == nil { judge(index, at: now, &board) }
  }

  mutating func pass(_ due: VirtualInstant, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    for index in groups.indices where groups[index].since != nil { judge(index, at: due, &board) }
    findNextDue(after: due)
  }
}

extension RetryAmplificationLint {
  private mutating func judge(_ index: Int, at now: VirtualInstant, _ board: inout FindingBoard) {
    let tally = groups[index].window.tallies(at: now).reduce(Tally(), +)
    let isQuiet = groups[index].hastened.duration(to: now) >= thresholds.quiet
    if !isQuiet, isAmplified(tally) {
      groups[index].since = groups[index].since ?? now
      board.put(finding(groups[index], tally), as: key(groups[index]), at: now)
    } else if groups[index].since != nil {
      groups[index].since = nil
      board.clear(key(groups[index]), at: now)
    }
    findNextDue(after: now)
  }

  private func isAmplified(_ tally: Tally) -> Bool {
    tally.retries >= thresholds.amplifiedRetries
      && Double(tally.hasty) >= thresholds.hastyShare * Double(tally.retries)
      && Double(tally.attempts) >= thresholds.amplification * Double(tally.calls)
  }

  private func finding(_ group: Group, _ tally: Tally) -> Finding {
    let role = "\(group.role)"
    let evidence = """
      Within \(thresholds.retryWindow.words) \(role) tasks made \(tally.attempts) attempts for \(tally.calls) calls, and \
      \(tally.hasty) of their \(tally.retries) retries came without back-off.
      """
    return Finding(
      lint: .retryAmplification, subject: role, since: group.since ?? .zero, evidence: evidence)
  }

  private mutating func findNextDue(after now: VirtualInstant) {
    nextDue =
      groups.lazy.filter { $0.since != nil }.map { $0.window.nextVerdict(after: now) }.min()
      ?? .endOfTime
  }

  private mutating func index(of role: Symbol) -> Int {
    if let known = groups.firstIndex(where: { $0.role == role }) { return known }
    let window = TallyWindow(window: thresholds.retryWindow, empty: Tally())
    groups.append(Group(role: role, window: window))
    return groups.count - 1
  }

  private func key(_ group: Group) -> FindingBoard.Key {
    .init(lint: .retryAmplification, subject: UInt64(group.role.index))
  }
}
