import WeirEvents

/// Tells whether the tasks that wait until all items of one queue are done wait in vain.
///
/// There are two ways in which a join can't end, each with a clock of its own. Both run while
/// somebody waits, and stop when the last of them no longer does.
///
/// The items are *orphaned*: nobody is left to call them done (`QueueUse.isOrphaned`).
///
///              items orphaned                  joinGrace
///     open ──────────────────────▸ orphaned ──────────────▸ judged ▸ a finding, unless there is a
///       ▴                              │                      │      helper (`QueueUse.hasHelper`)
///       └──────────────────────────────┴──────────────────────┘
///                 somebody can call them done again
///
/// The items are *forgotten*: they are taken all the time and none is called done, far beyond what
/// this program was ever seen to prefetch.
///
///              joinPatience
///     patient ──────────────▸ overdue ▸ a finding as soon as `forgottenItems` are prefetched, and
///                                       four times the largest prefetch there was
///
/// The finding goes with the first item that is called done, or with the last that waits.
struct JoinWatch: Sendable {
  /// What is known of the items, while somebody waits.
  private enum Items: Sendable {
    /// Somebody can call those done that are missing, or none is.
    case open
    /// Nobody has been able to since an instant.
    case orphaned(since: VirtualInstant)
    /// The same, and that has been judged.
    case judged
  }

  /// How the queue is used; a change is to be followed by `settle`.
  var use: QueueUse
  /// When there is something to look at.
  private(set) var due = VirtualInstant.endOfTime
  /// Whether somebody has waited for as long as patience lasts.
  private(set) var isOverdue = false
  private var thresholds: LintThresholds
  private var joiners = 0
  /// Since when somebody has waited, while it is so.
  private var since: VirtualInstant?
  private var items = Items.open

  init(_ queue: QueueID, depth: UInt32, _ thresholds: LintThresholds) {
    use = QueueUse(queue: queue, depth: depth)
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
    joiners += 1
    if joiners == 1 { since = now }
    settle(at: now)
  }

  /// One that waited no longer does; answers whether it was the last.
  mutating func ended(at now: VirtualInstant) -> Bool {
    keep(joiners: max(joiners - 1, 0), at: now)
  }

  /// So many still wait, at most; answers whether the last no longer does.
  mutating func keep(joiners count: Int, at now: VirtualInstant) -> Bool {
    joiners = min(joiners, count)
    guard joiners == 0, since != nil else { return false }
    since = nil
    isOverdue = false
    items = .open
    findDue()
    return true
  }

  /// Notes since when the items have been orphaned, and when to look at them again; nothing to do
  /// while nobody joins.
  @inline(__always)
  mutating func settle(at now: VirtualInstant) {
    guard since != nil else { return }
    noteItems(at: now)
  }

  private mutating func noteItems(at now: VirtualInstant) {
    switch items {
    case .open:
      guard use.isOrphaned else { break }
      items = .orphaned(since: now)
    case .orphaned, .judged:
      guard !use.isOrphaned else { break }
      items = .open
    }
    findDue()
  }

  private mutating func findDue() {
    due = .endOfTime
    if let since, !isOverdue { due = since.advanced(by: thresholds.joinPatience) }
    if case .orphaned(let orphaned) = items {
      due = min(due, orphaned.advanced(by: thresholds.joinGrace))
    }
  }
}

// MARK: Findings

extension JoinWatch {
  /// Looks at the join at an instant at which it is due.
  mutating func pass(_ now: VirtualInstant, _ ledgers: Ledgers) -> Finding? {
    var finding: Finding?
    if case .orphaned(let orphaned) = items, orphaned.advanced(by: thresholds.joinGrace) <= now {
      items = .judged
      finding = findingOfOrphanedItems(ledgers)
    }
    if let since, since.advanced(by: thresholds.joinPatience) <= now {
      isOverdue = true
      finding = finding ?? findingOfForgottenItems(ledgers)
    }
    findDue()
    return finding
  }

  private func findingOfOrphanedItems(_ ledgers: Ledgers) -> Finding? {
    guard !use.hasHelper(in: ledgers.tasks) else { return nil }
    let holders = use.outstanding(in: ledgers).enumeration()
    return finding(ledgers, because: "nobody is left to call them done: \(holders)")
  }

  /// Nil if no more have been prefetched than a program like this one may.
  func findingOfForgottenItems(_ ledgers: Ledgers) -> Finding? {
    let limit = max(thresholds.forgottenItems, 4 * use.largestPrefetch)
    guard use.prefetchesSinceDone >= limit else { return nil }
    let takers = use.takesSinceDone(in: ledgers).enumeration()
    return finding(
      ledgers,
      because: "the last \(use.takesSinceDone) were taken and none was called done: \(takers)")
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
