import WeirEvents

/// Fires when tasks of a role retry again and again without backoff, so that failures create more
/// load.
///
/// Checked over a window when a retry without backoff is scheduled, and then at the end of each
/// tenth of the window.
struct RetryAmplificationLint: LintRule {
  /// The calls and attempts of the tasks of a role.
  fileprivate struct Tally: Sendable {
    var calls = 0
    var attempts = 0
    var retries = 0
    /// Retries without backoff.
    var immediate = 0

    static func + (left: Tally, right: Tally) -> Tally {
      Tally(
        calls: left.calls + right.calls, attempts: left.attempts + right.attempts,
        retries: left.retries + right.retries, immediate: left.immediate + right.immediate)
    }
  }

  fileprivate struct Group: Sendable {
    let role: Symbol
    var window: TallyWindow<Tally>
    /// When the finding began; `nil` if there is none.
    var since: VirtualInstant?
    /// When a retry without backoff was last scheduled.
    var lastImmediate = VirtualInstant.zero
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var groups = Roster<Group>()

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Uses other thresholds; a window of a different length starts empty now.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOtherWindow = thresholds.retryWindow != self.thresholds.retryWindow
    self.thresholds = thresholds
    guard isOtherWindow else { return }
    groups.updateEach { group in
      group.window = TallyWindow(window: thresholds.retryWindow, empty: Tally())
    }
    findNextDue(after: now)
  }

  mutating func started(
    _ task: TaskID, _ attempt: UInt32, _ now: VirtualInstant, _ ledgers: Ledgers
  ) {
    guard let index = index(of: ledgers.tasks[task]?.role ?? .empty) else { return }
    groups[index].window.count(at: now) { tally in
      tally.attempts += 1
      if attempt == 1 { tally.calls += 1 }
    }
  }

  mutating func scheduled(
    _ task: TaskID, _ delay: Duration, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let index = index(of: ledgers.tasks[task]?.role ?? .empty) else { return }
    let isImmediate = delay < thresholds.backOff
    groups[index].window.count(at: now) { tally in
      tally.retries += 1
      if isImmediate { tally.immediate += 1 }
    }
    guard isImmediate else { return }
    groups[index].lastImmediate = now
    guard groups[index].since == nil else { return }
    groups[index].judge(by: thresholds, at: now, &board)
    findNextDue(after: now)
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    let thresholds = thresholds
    groups.updateEach { group in
      if group.since != nil { group.judge(by: thresholds, at: due, &board) }
    }
    findNextDue(after: due)
  }
}

extension RetryAmplificationLint {
  private mutating func findNextDue(after now: VirtualInstant) {
    nextDue =
      groups.presentValues.lazy.filter { $0.since != nil }
      .map { $0.window.nextVerdict(after: now) }.min() ?? .endOfTime
  }

  /// The index of the group of a role; `nil` if there is no room for one more.
  private mutating func index(of role: Symbol) -> Int? {
    let number = UInt64(role.index)
    if let known = groups.position(of: number) { return known }
    guard groups.makeRoom(where: { $0.since == nil }) else { return nil }
    let window = TallyWindow(window: thresholds.retryWindow, empty: Tally())
    groups.insert(Group(role: role, window: window), for: number)
    return groups.position(of: number)
  }
}

extension RetryAmplificationLint.Group {
  fileprivate mutating func judge(
    by thresholds: LintThresholds, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    let tally = window.tallies(at: now).reduce(.init(), +)
    let key = FindingBoard.Key(lint: .retryAmplification, subject: UInt64(role.index))
    let isQuiet = lastImmediate.duration(to: now) >= thresholds.quiet
    if !isQuiet, tally.isAmplified(by: thresholds) {
      let since = since ?? now
      self.since = since
      board.update(finding(tally, since, by: thresholds), as: key, at: now)
    } else if since != nil {
      since = nil
      board.clear(key, at: now)
    }
  }

  private func finding(
    _ tally: RetryAmplificationLint.Tally, _ since: VirtualInstant, by thresholds: LintThresholds
  ) -> Finding {
    let evidence = """
      Within \(thresholds.retryWindow.words) \(role) tasks made \(tally.attempts) attempts for \(tally.calls) calls, and \
      \(tally.immediate) of their \(tally.retries) retries had no backoff.
      """
    return Finding(
      lint: .retryAmplification, subject: "\(role)", since: since, evidence: evidence)
  }
}

extension RetryAmplificationLint.Tally {
  fileprivate func isAmplified(by thresholds: LintThresholds) -> Bool {
    retries >= thresholds.amplifiedRetries
      && Double(immediate) >= thresholds.immediateRetryShare * Double(retries)
      && Double(attempts) >= thresholds.amplification * Double(calls)
  }
}
