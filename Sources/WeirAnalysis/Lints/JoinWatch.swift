import WeirEvents

/// Tells whether the tasks that wait until all items of one queue are done wait in vain.
///
/// A join can't end when nobody is left to call an item done: the queue is empty, whoever takes from it waits for the next
/// item or has ended, and no task lives that ever filled it. And it does not end either when items are taken all the
/// time and none is called done, far beyond what this program was ever seen to take at once.
struct JoinWatch: Sendable {
  /// How the queue is used; to be followed by `settle`.
  var use: QueueUse
  /// When there is something to look at.
  private(set) var due = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var waiting = 0
  /// Since when somebody has waited.
  private var since: VirtualInstant?
  /// Since when nobody has been left who could call anything done.
  private var stuck: VirtualInstant?
  /// Whether that has been judged.
  private var isJudged = false
  /// Whether somebody has waited for as long as patience lasts.
  private(set) var isOverdue = false

  init(_ queue: QueueID, _ thresholds: LintThresholds) {
    use = QueueUse(queue: queue)
    self.thresholds = thresholds
  }

  /// Judges by other thresholds from now on.
  mutating func use(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    findDue()
  }

  /// Whether somebody waits now.
  var isAwaited: Bool { since != nil }

  mutating func began(at now: VirtualInstant) {
    waiting += 1
    if waiting == 1 { since = now }
    settle(at: now)
  }

  /// One that waited no longer does; answers whether it was the last.
  mutating func ended(at now: VirtualInstant) -> Bool {
    waiting -= 1
    guard waiting == 0 else { return false }
    since = nil
    isOverdue = false
    settle(at: now)
    return true
  }

  /// Notes since when the join has been stuck, and when to look at it again; nothing to do while nobody joins.
  @inline(__always)
  mutating func settle(at now: VirtualInstant) {
    guard since != nil || due != .endOfTime else { return }
    noteStuck(at: now)
  }

  private mutating func noteStuck(at now: VirtualInstant) {
    if since == nil || !use.isStuck {
      stuck = nil
      isJudged = false
    } else if stuck == nil {
      stuck = now
    }
    findDue()
  }

  private mutating func findDue() {
    let verdict = isJudged ? nil : stuck?.advanced(by: thresholds.joinGrace)
    let patience = isOverdue ? nil : since?.advanced(by: thresholds.joinPatience)
    due = min(verdict ?? .endOfTime, patience ?? .endOfTime)
  }
}

// MARK: Verdicts

extension JoinWatch {
  /// Looks at the join at an instant at which it is due.
  mutating func pass(_ now: VirtualInstant, _ ledgers: Ledgers) -> Finding? {
    var finding: Finding?
    if let stuck, !isJudged, stuck.advanced(by: thresholds.joinGrace) <= now {
      isJudged = true
      finding = verdict(ledgers)
    }
    if let since, since.advanced(by: thresholds.joinPatience) <= now {
      isOverdue = true
      finding = finding ?? accusation(ledgers)
    }
    findDue()
    return finding
  }

  /// Nobody is left who could call anything done, unless a task that was started for it does.
  private func verdict(_ ledgers: Ledgers) -> Finding? {
    let isDelegated = use.users.presentValues.contains { user in
      user.task != .none && user.dones > user.takes
        || user.takes > 0 && (ledgers.tasks[user.task]?.liveChildren ?? 0) > 0
    }
    if isDelegated { return nil }
    let blame = use.blame(in: ledgers).enumeration()
    return finding(ledgers, because: "nobody is left to call them done: \(blame)")
  }

  /// Items are taken all the time, and none is called done.
  func accusation(_ ledgers: Ledgers) -> Finding? {
    guard use.streak >= max(thresholds.forgottenItems, 4 * use.longestStreak) else { return nil }
    let takes = use.takesInRound(in: ledgers).enumeration()
    return finding(
      ledgers,
      because: "the last \(use.takesInRound) were taken and none was called done: \(takes)")
  }

  private func finding(_ ledgers: Ledgers, because reason: String) -> Finding? {
    guard let since, let joiner = ledgers.queues[use.queue]?.joiners.first else { return nil }
    let subject = ledgers.tasks.name(of: joiner)
    let evidence = """
      \(subject) has waited since \(since.words) until all items of \
      \(ledgers.queues.name(of: use.queue)) are done, but \(reason).
      """
    return Finding(lint: .deadlock, subject: subject, since: since, evidence: evidence)
  }
}
