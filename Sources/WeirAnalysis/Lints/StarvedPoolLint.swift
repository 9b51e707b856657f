import WeirEvents

/// Speaks when tasks wait for a resource of a pool for most of a stretch of time, and until that has become much less.
///
/// The share is judged at the end of each tenth of the stretch; where tasks have waited all along
/// for very long, the evidence is renewed whenever that has become longer by a sixty-fourth.
struct StarvedPoolLint: Sendable {
  private struct Gauge: Sendable {
    let pool: PoolID
    /// Whether anybody waits.
    var want: TimeShareGauge
    /// Since when somebody has waited all the time, while it is so.
    var wanted: VirtualInstant?
    /// Since when it has been starved, while it is.
    var since: VirtualInstant?
    /// What took most places when somebody waited last.
    var cause = Finding.Cause.used
    /// Whether nothing can happen to the pool any more.
    var isOver = false
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var gauges: [Gauge] = []

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Judges by other thresholds from now on; over a stretch of another length once it has gone by.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOtherWindow = thresholds.starvationWindow != self.thresholds.starvationWindow
    self.thresholds = thresholds
    guard isOtherWindow else { return }
    for index in gauges.indices {
      let isWanted = gauges[index].want.isOn
      gauges[index].want = TimeShareGauge(window: thresholds.starvationWindow, from: now)
      gauges[index].want.set(isWanted, at: now)
    }
    findNextDue(after: now)
  }

  /// A pool exists from now on; nothing can happen any more to its predecessor, if it has one.
  mutating func created(_ pool: PoolID, after predecessor: PoolID?, _ now: VirtualInstant) {
    if let index = gauges.lastIndex(where: { $0.pool == predecessor }) {
      gauges[index].isOver = true
    }
    if nextDue == .endOfTime { forgetThoseOver() }
    let want = TimeShareGauge(window: thresholds.starvationWindow, from: now)
    gauges.append(Gauge(pool: pool, want: want))
  }

  private mutating func forgetThoseOver() {
    gauges.removeAll { $0.isOver && $0.since == nil }
  }

  /// A task began to wait for a resource, or no longer waits.
  mutating func waited(_ pool: PoolID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    guard let index = gauges.lastIndex(where: { $0.pool == pool }) else { return }
    let isWanted = ledgers.pools[pool]?.waiters.isEmpty == false
    guard isWanted != gauges[index].want.isOn else { return }
    gauges[index].want.set(isWanted, at: now)
    gauges[index].wanted = isWanted ? now : nil
    nextDue = min(nextDue, gauges[index].want.nextVerdict(after: now))
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    for index in gauges.indices { judge(index, at: due, ledgers, &board) }
    forgetThoseOver()
    findNextDue(after: due)
  }
}

extension StarvedPoolLint {
  private mutating func judge(
    _ index: Int, at now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard let share = gauges[index].want.share(at: now) else { return }
    let pool = gauges[index].pool
    if gauges[index].since != nil, isFed(share.value) {
      gauges[index].since = nil
      board.clear(key(pool), at: now)
    } else if share.value >= thresholds.starvedTimeShare, !isFed(share.value) {
      guard let record = ledgers.pools[pool] else { return }
      // The part of the window in which somebody waited lies at its end, as a rule.
      let waited = thresholds.starvationWindow * Int(share.percent) / 100
      let since = gauges[index].since ?? now.advanced(by: .zero - waited)
      gauges[index].since = since
      if !record.waiters.isEmpty { gauges[index].cause = record.starvationCause }
      let evidence = evidence(record, share.percent, at: now, ledgers)
      let finding = Finding(
        lint: .poolStarved, subject: "\(record.name)", since: since, evidence: evidence,
        cause: gauges[index].cause)
      board.put(finding, as: key(record.id), at: now)
    }
  }

  /// Whatever the thresholds, a pool that is waited for all the time is not fed, and one that never
  /// is is.
  private func isFed(_ share: Double) -> Bool { share <= thresholds.fedTimeShare && share < 1 }

  private func evidence(
    _ record: PoolRecord, _ percent: Int64, at now: VirtualInstant, _ ledgers: Ledgers
  ) -> String {
    let limit = Int((thresholds.starvedTimeShare * 100).rounded())
    return """
      Tasks waited for \(record.name) for \(percent)% of the last \(thresholds.starvationWindow.words); from \
      \(limit)% on it is starved. \(want(record, at: now, ledgers)), and \(record.takenPlaces).
      """
  }

  private func want(_ record: PoolRecord, at now: VirtualInstant, _ ledgers: Ledgers) -> String {
    guard let first = record.waiters.first, let since = ledgers.tasks[first]?.since else {
      return "Nobody waits now"
    }
    let count = record.waiters.count == 1 ? "1 task waits" : "\(record.waiters.count) tasks wait"
    return "\(count) now, the longest for \(since.duration(to: now).words)"
  }

  private func key(_ pool: PoolID) -> FindingBoard.Key {
    .init(lint: .poolStarved, subject: UInt64(pool.rawValue))
  }

  /// The end of the present tenth, if a verdict could change by then, or evidence.
  private mutating func findNextDue(after now: VirtualInstant) {
    let open = gauges.lazy.filter { $0.want.isOn || $0.since != nil }
    nextDue = open.map { StarvedPoolLint.nextLook(at: $0, after: now) }.min() ?? .endOfTime
  }
}

extension StarvedPoolLint {
  private static func nextLook(at gauge: Gauge, after now: VirtualInstant) -> VirtualInstant {
    let verdict = gauge.want.nextVerdict(after: now)
    guard let wanted = gauge.wanted else { return verdict }
    return max(verdict, now.advanced(by: wanted.duration(to: now) / 64))
  }
}

extension PoolRecord {
  /// What takes the places for which tasks wait, most places first: `8 of 8 are being opened`.
  fileprivate var takenPlaces: String {
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

  /// What most places are taken by.
  fileprivate var starvationCause: Finding.Cause {
    if lost * 2 >= max(inUse + openingCount, 1) { return .leaked }
    return openingCount > inUse ? .opening : .used
  }
}
