import WeirEvents

/// Decides whether the tasks that wait for all items of one queue to be done wait in vain.
///
/// There are two ways in which a join can't end, each with a clock of its own. Both run while any
/// task waits, and stop when none does.
///
/// The items are *orphaned*: no task is left to mark them done (`QueueUse.isOrphaned`).
///
///              items orphaned                  joinGrace
///     open ──────────────────────▸ orphaned ──────────────▸ judged ▸ a finding, unless there is a
///       ▴                              │                      │      helper (`QueueUse.hasHelper`)
///       └──────────────────────────────┴──────────────────────┘
///                   a task can mark them done again
///
/// The items are *forgotten*: many are taken and none is marked done, far more than this program
/// was ever seen to prefetch.
///
///              joinTimeout
///     patient ──────────────▸ overdue ▸ a finding as soon as `forgottenItems` are prefetched, and
///                                       four times the largest prefetch there was
///
/// The finding is cleared by the first item marked done, or when the last task stops waiting.
struct JoinWatch: Sendable {
  /// The state of the items, while any task waits.
  private enum Items: Sendable {
    /// No item is missing, or a task can mark the missing ones done.
    case open
    /// No task has been able to mark them done since an instant.
    case orphaned(since: VirtualInstant)
    /// The same, and the join has been judged.
    case judged
  }

  /// How the queue is used; call `settle` after a change.
  var use: QueueUse
  /// When to check the join next.
  private(set) var due = VirtualInstant.endOfTime
  /// Whether a task has waited longer than `joinTimeout`.
  private(set) var isOverdue = false
  private var thresholds: LintThresholds
  private var joiners = 0
  /// When the first of the waiting tasks began to wait; `nil` if none waits.
  private var since: VirtualInstant?
  private var items = Items.open

  init(_ queue: QueueID, depth: UInt32, _ thresholds: LintThresholds) {
    use = QueueUse(queue: queue, depth: depth)
    self.thresholds = thresholds
  }

  /// Uses other thresholds from now on.
  mutating func use(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    findDue()
  }

  /// Whether any task waits now.
  var isAwaited: Bool { since != nil }

  mutating func began(at now: VirtualInstant) {
    joiners += 1
    if joiners == 1 { since = now }
    noteItems(at: now)
    findDue()
  }

  /// Notes that a task no longer waits, and returns whether it was the last.
  mutating func ended(at now: VirtualInstant) -> Bool {
    keep(joiners: max(joiners - 1, 0), at: now)
  }

  /// Notes that at most `count` tasks still wait, and returns whether the last has stopped.
  mutating func keep(joiners count: Int, at now: VirtualInstant) -> Bool {
    joiners = min(joiners, count)
    guard joiners == 0, since != nil else { return false }
    since = nil
    isOverdue = false
    items = .open
    findDue()
    return true
  }

  /// Notes whether the items are orphaned, and returns when to check them again; does nothing while
  /// no task waits.
  @inline(__always)
  @discardableResult
  mutating func settle(at now: VirtualInstant) -> VirtualInstant {
    if since != nil { noteItems(at: now) }
    return due
  }

  private mutating func noteItems(at now: VirtualInstant) {
    switch items {
    case .open:
      guard use.isOrphaned else { return }
      items = .orphaned(since: now)
    case .orphaned, .judged:
      guard !use.isOrphaned else { return }
      items = .open
    }
    findDue()
  }

  private mutating func findDue() {
    due = .endOfTime
    if let since, !isOverdue { due = since.advanced(by: thresholds.joinTimeout) }
    if case .orphaned(let orphaned) = items {
      due = min(due, orphaned.advanced(by: thresholds.joinGrace))
    }
  }
}

// MARK: Findings

extension JoinWatch {
  /// Checks the join at an instant at which it is due.
  mutating func pass(_ now: VirtualInstant, _ ledgers: Ledgers) -> Finding? {
    var finding: Finding?
    if case .orphaned(let orphaned) = items, orphaned.advanced(by: thresholds.joinGrace) <= now {
      items = .judged
      finding = findingOfOrphanedItems(ledgers)
    }
    if let since, since.advanced(by: thresholds.joinTimeout) <= now {
      isOverdue = true
      finding = finding ?? findingOfForgottenItems(ledgers)
    }
    findDue()
    return finding
  }

  private func findingOfOrphanedItems(_ ledgers: Ledgers) -> Finding? {
    guard !use.hasHelper(in: ledgers.tasks) else { return nil }
    let holders = use.outstanding(in: ledgers).enumeration()
    return finding(ledgers, because: "no task is left to mark them done: \(holders)")
  }

  /// Returns `nil` if no more items have been prefetched than is normal for this program.
  func findingOfForgottenItems(_ ledgers: Ledgers) -> Finding? {
    let limit = max(thresholds.forgottenItems, 4 * use.largestPrefetch)
    guard use.prefetchesSinceDone >= limit else { return nil }
    let takers = use.takesSinceDone(in: ledgers).enumeration()
    return finding(
      ledgers,
      because: "the last \(use.takesSinceDone) were taken and none was marked done: \(takers)")
  }

  private func finding(_ ledgers: Ledgers, because reason: String) -> Finding? {
    guard let since, let joiner = ledgers.queues[use.queue]?.joiners.first else { return nil }
    let subject = ledgers.tasks.name(of: joiner)
    let evidence = """
      \(subject) has waited since \(since.words) until all items of \
      \(ledgers.queues.name(of: use.queue)) are done, but \(reason).
      """
    return Finding(
      lint: .deadlock, subject: subject, since: since, evidence: evidence, cause: .itemsNotDone)
  }
}
