import WeirEvents

/// Fires when a pool does not pool: nearly every acquisition opens a connection of its own, which
/// is closed after one use.
///
/// Checked over a window when such a connection is closed, and then at the end of each tenth of the
/// window.
struct UnpooledConnectionLint: LintRule {
  fileprivate struct Tally: Sendable {
    var acquired = 0
    var opened = 0
    var unpooled = 0
    /// The total time spent opening connections.
    var openingNanoseconds: Int64 = 0

    static func + (left: Tally, right: Tally) -> Tally {
      Tally(
        acquired: left.acquired + right.acquired, opened: left.opened + right.opened,
        unpooled: left.unpooled + right.unpooled,
        openingNanoseconds: left.openingNanoseconds.saturatingPlus(right.openingNanoseconds))
    }
  }

  fileprivate struct Gauge: Sendable {
    let pool: PoolID
    var name: Label
    var window: TallyWindow<Tally>
    /// When the finding began; `nil` if there is none.
    var since: VirtualInstant?
    /// Whether nothing can happen to the pool any more.
    var isOver = false
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var gauges = Roster<Gauge>()

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Uses other thresholds; a window of a different length starts empty now.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOtherWindow = thresholds.starvationWindow != self.thresholds.starvationWindow
    self.thresholds = thresholds
    guard isOtherWindow else { return }
    gauges.updateEach { gauge in
      gauge.window = TallyWindow(window: thresholds.starvationWindow, empty: Tally())
    }
    findNextDue(after: now)
  }

  /// Notes that a pool exists from now on, and that its predecessor, if any, is over. A pool that
  /// is already known continues.
  mutating func created(_ pool: PoolID, _ name: Label, after predecessor: PoolID?) {
    if let predecessor, let old = position(of: predecessor) { gauges[old].isOver = true }
    gauges.removeAll { _, gauge in gauge.isOver && gauge.since == nil }
    if let known = position(of: pool) {
      gauges[known].name = name
      gauges[known].isOver = false
    } else if gauges.makeRoom(where: { $0.since == nil }) {
      let window = TallyWindow(window: thresholds.starvationWindow, empty: Tally())
      gauges.insert(Gauge(pool: pool, name: name, window: window), for: UInt64(pool.rawValue))
    }
  }

  mutating func acquired(_ pool: PoolID, _ now: VirtualInstant) {
    update(pool, now) { $0.acquired += 1 }
  }

  mutating func opened(_ pool: PoolID, _ now: VirtualInstant, _ ledgers: Ledgers) {
    let nanoseconds = ledgers.pools.endedOpening.map { now.nanoseconds(since: $0.since) } ?? 0
    update(pool, now) { tally in
      tally.opened += 1
      tally.openingNanoseconds = tally.openingNanoseconds.saturatingPlus(nanoseconds)
    }
  }

  mutating func closed(
    _ pool: PoolID, _ cause: CloseCause, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    guard cause == .unpooled, let index = position(of: pool) else { return }
    gauges[index].window.count(at: now) { $0.unpooled += 1 }
    guard gauges[index].since == nil else { return }
    gauges[index].judge(by: thresholds, at: now, &board)
    findNextDue(after: now)
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    let thresholds = thresholds
    gauges.updateEach { gauge in
      if gauge.since != nil { gauge.judge(by: thresholds, at: due, &board) }
    }
    findNextDue(after: due)
  }
}

extension UnpooledConnectionLint {
  private mutating func update(
    _ pool: PoolID, _ now: VirtualInstant, _ change: (inout Tally) -> Void
  ) {
    guard let index = position(of: pool) else { return }
    gauges[index].window.count(at: now, change)
  }

  private func position(of pool: PoolID) -> Int? { gauges.position(of: UInt64(pool.rawValue)) }

  private mutating func findNextDue(after now: VirtualInstant) {
    nextDue =
      gauges.presentValues.lazy.filter { $0.since != nil }
      .map { $0.window.nextVerdict(after: now) }.min() ?? .endOfTime
  }
}

extension UnpooledConnectionLint.Gauge {
  fileprivate mutating func judge(
    by thresholds: LintThresholds, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    let tally = window.tallies(at: now).reduce(.init(), +)
    let key = FindingBoard.Key(lint: .connectionPerUse, subject: UInt64(pool.rawValue))
    let share = Double(tally.unpooled) / Double(max(tally.acquired, 1))
    let enough = thresholds.unpooledShare
    let limit = since == nil ? enough : min(enough, thresholds.starvationClearedShare)
    if tally.acquired >= thresholds.unpooledAcquisitions, tally.opened > 0, share >= limit {
      let since = since ?? now
      self.since = since
      board.update(finding(tally, since, by: thresholds), as: key, at: now)
    } else if since != nil {
      since = nil
      board.clear(key, at: now)
    }
  }

  private func finding(
    _ tally: UnpooledConnectionLint.Tally, _ since: VirtualInstant, by thresholds: LintThresholds
  ) -> Finding {
    let mean = Duration.nanoseconds(tally.openingNanoseconds / Int64(max(tally.opened, 1)))
    let evidence = """
      Within \(thresholds.starvationWindow.words) \(name) opened \(tally.opened) connections for \
      \(tally.acquired) acquisitions and closed \(tally.unpooled) after one use; opening one took \(mean.words) on average.
      """
    return Finding(
      lint: .connectionPerUse, subject: "\(name)", since: since, evidence: evidence)
  }
}
