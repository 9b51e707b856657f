import WeirEvents

/// Fires when tasks wait for a resource of a pool for most of a window, until that share has fallen
/// well below the threshold. Waiting in a deadlock doesn't count, as another lint explains it.
///
/// The share is checked at the end of each tenth of the window. Once tasks have waited without a
/// break for very long, the evidence is updated whenever that time has grown by a sixty-fourth.
struct StarvedPoolLint: LintRule {
  fileprivate struct Gauge: Sendable {
    let pool: PoolID
    /// The share of time in which any task waits.
    var demand: TimeShareGauge
    /// When the current uninterrupted wait began; `nil` if no task waits.
    var demandSince: VirtualInstant?
    /// When it became starved; `nil` if it is not.
    var since: VirtualInstant?
    /// What took most places when a task last waited.
    var cause = Finding.Cause.used
    /// Whether a deadlock explained the waiting when it was last judged.
    var wasStuck = false
    /// Whether nothing can happen to the pool any more.
    var isOver = false
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var gauges = Roster<Gauge>()

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Uses other thresholds; a window of a different length is judged once it has passed.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOtherWindow = thresholds.starvationWindow != self.thresholds.starvationWindow
    self.thresholds = thresholds
    guard isOtherWindow else { return }
    gauges.updateEach { gauge in
      let isDemanded = gauge.demand.isOn
      gauge.demand = TimeShareGauge(window: thresholds.starvationWindow, from: now)
      gauge.demand.set(isDemanded, at: now)
    }
    findNextDue(after: now)
  }

  /// Notes that a pool exists from now on, and that its predecessor, if any, is over. A pool that
  /// is already known continues.
  mutating func created(_ pool: PoolID, after predecessor: PoolID?, _ now: VirtualInstant) {
    if let predecessor, let old = position(of: predecessor) { gauges[old].isOver = true }
    if nextDue == .endOfTime { forgetThoseOver() }
    if let known = position(of: pool) {
      gauges[known].isOver = false
    } else if gauges.makeRoom(where: { $0.since == nil }) {
      let demand = TimeShareGauge(window: thresholds.starvationWindow, from: now)
      gauges.insert(Gauge(pool: pool, demand: demand), for: UInt64(pool.rawValue))
    }
  }

  private func position(of pool: PoolID) -> Int? { gauges.position(of: UInt64(pool.rawValue)) }

  private mutating func forgetThoseOver() {
    gauges.removeAll { _, gauge in gauge.isOver && gauge.since == nil }
  }

  /// Notes that a task began to wait for a resource, or no longer waits.
  mutating func waited(_ pool: PoolID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard let index = position(of: pool) else { return }
    let isDemanded = ledgers.pools[pool]?.waiters.isEmpty == false
    guard isDemanded != gauges[index].demand.isOn else { return }
    gauges[index].demand.set(isDemanded, at: now)
    gauges[index].demandSince = isDemanded ? now : nil
    nextDue = min(nextDue, gauges[index].demand.nextVerdict(after: now))
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    let thresholds = thresholds
    gauges.updateEach { $0.judge(by: thresholds, at: due, ledgers, &board) }
    forgetThoseOver()
    findNextDue(after: due)
  }
}

extension StarvedPoolLint {
  /// Takes over from the ledgers, after a snapshot, which tasks wait.
  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    let pools = gauges.presentValues.map(\.pool)
    for pool in pools { waited(pool, now, ledgers) }
  }

  /// Finds the end of the current tenth, if a verdict or evidence could change by then.
  private mutating func findNextDue(after now: VirtualInstant) {
    let open = gauges.presentValues.lazy.filter { $0.demand.isOn || $0.since != nil }
    nextDue = open.map { StarvedPoolLint.nextCheck(at: $0, after: now) }.min() ?? .endOfTime
  }
}

extension StarvedPoolLint.Gauge {
  fileprivate mutating func judge(
    by thresholds: LintThresholds, at now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let share = demand.share(at: now) else { return }
    let key = FindingBoard.Key(lint: .poolStarved, subject: UInt64(pool.rawValue))
    let isHigh = share.value >= thresholds.starvedTimeShare
    let isStuck = isHigh && isDeadlocked(ledgers, board)
    defer { wasStuck = isStuck }
    guard isStuck || !wasStuck else { return forget(thresholds, at: now) }
    if since != nil, isStuck || thresholds.isCleared(share.value) {
      since = nil
      board.clear(key, at: now)
    } else if isHigh, !isStuck, !thresholds.isCleared(share.value) {
      guard let record = ledgers.pools[pool] else { return }
      // The part of the window in which tasks waited is usually at its end.
      let waited = thresholds.starvationWindow * Int(share.percent) / 100
      let since = since ?? now.advanced(by: .zero - waited)
      self.since = since
      if !record.waiters.isEmpty { cause = record.starvationCause }
      let evidence = record.evidence(share.percent, by: thresholds, at: now, ledgers)
      let finding = Finding(
        lint: .poolStarved, subject: "\(record.name)", since: since, evidence: evidence,
        cause: cause, place: record.place)
      board.update(finding, as: key, at: now)
    }
  }

  /// Begins to count anew: for how long tasks waited in a deadlock says nothing about the pool.
  private mutating func forget(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOn = demand.isOn
    demand = TimeShareGauge(window: thresholds.starvationWindow, from: now)
    demand.set(isOn, at: now)
  }

  /// Whether the task that has waited longest waits forever because of a deadlock.
  ///
  /// Linear in the number of tasks that it waits for, and asked only of starved pools, once for
  /// each tenth of the window.
  private func isDeadlocked(_ ledgers: Ledgers, _ board: FindingBoard) -> Bool {
    guard let first = ledgers.pools[pool]?.waiters.first else { return false }
    return board.holds(CycleWatch.stuckKey)
      || WaitCycle(ledgers: ledgers, use: { _ in nil }).waitsForever(first)
  }
}

extension LintThresholds {
  /// Whether a share is low enough to clear the finding. A pool that tasks always wait for never
  /// qualifies, and one that they never wait for always does, whatever the thresholds.
  fileprivate func isCleared(_ share: Double) -> Bool {
    share <= starvationClearedShare && share < 1
  }
}

extension StarvedPoolLint {
  private static func nextCheck(at gauge: Gauge, after now: VirtualInstant) -> VirtualInstant {
    let verdict = gauge.demand.nextVerdict(after: now)
    guard let demandSince = gauge.demandSince else { return verdict }
    return max(verdict, now.advanced(by: demandSince.duration(to: now) / 64))
  }
}

extension PoolRecord {
  fileprivate func evidence(
    _ percent: Int64, by thresholds: LintThresholds, at now: VirtualInstant, _ ledgers: Ledgers
  ) -> String {
    let threshold = Int((thresholds.starvedTimeShare * 100).rounded())
    return """
      Tasks waited for \(name) for \(percent)% of the last \(thresholds.starvationWindow.words) \
      (warns from \(threshold)%). \(demand(at: now, ledgers)), and \(takenPlaces).
      """
  }

  private func demand(at now: VirtualInstant, _ ledgers: Ledgers) -> String {
    guard let first = waiters.first, let since = ledgers.tasks[first]?.since else {
      return "No task waits now"
    }
    let count = waiters.count == 1 ? "1 task waits" : "\(waiters.count) tasks wait"
    return "\(count) now, the longest for \(since.duration(to: now).words)"
  }

  /// What takes the places that tasks wait for, most places first: `8 of 8 are being opened`.
  private var takenPlaces: String {
    let lost = lost
    let opening = opened > 0 ? "being opened" : "being acquired"
    let parts = [
      (inUse - lost, "in use"), (openingCount, opening), (lost, "held by tasks that have ended"),
    ]
    .enumerated().filter { $0.element.0 > 0 }
    .sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }
    .map { part in
      let (count, what) = part.element
      let limit = capacity.map { count <= $0 ? " of \($0)" : "" } ?? ""
      return "\(count)\(limit) \(count == 1 ? "is" : "are") \(what)"
    }
    return parts.isEmpty ? "none is in use" : parts.enumeration()
  }

  /// What takes most places.
  fileprivate var starvationCause: Finding.Cause {
    if lost * 2 >= max(inUse + openingCount, 1) { return .leaked }
    guard openingCount <= inUse else { return .opening }
    return switch kind {
    case .pool: .used
    case .lock: .lockInUse
    case .semaphore: .semaphoreInUse
    }
  }
}
