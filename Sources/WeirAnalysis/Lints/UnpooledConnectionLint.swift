import WeirEvents

/// Speaks when a pool is none: nearly each acquisition opens a connection of its own, which is closed after one use.
///
/// Judged over a stretch of time when such a connection is closed, and then at the end of each tenth of it.
struct UnpooledConnectionLint: Sendable {
  private struct Tally: Sendable {
    var acquired = 0
    var opened = 0
    var unpooled = 0
    /// How long opening took, all together.
    var openingNanoseconds: Int64 = 0

    static func + (left: Tally, right: Tally) -> Tally {
      Tally(
        acquired: left.acquired + right.acquired, opened: left.opened + right.opened,
        unpooled: left.unpooled + right.unpooled,
        openingNanoseconds: left.openingNanoseconds.saturatingPlus(right.openingNanoseconds))
    }
  }

  private struct Gauge: Sendable {
    let pool: PoolID
    let name: Label
    var window: TallyWindow<Tally>
    /// Since when it has been so, while it is.
    var since: VirtualInstant?
    /// Whether nothing can happen to the pool any more.
    var isOver = false
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var gauges: [Gauge] = []

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Judges by other thresholds from now on; a stretch of another length begins now.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOtherWindow = thresholds.starvationWindow != self.thresholds.starvationWindow
    self.thresholds = thresholds
    guard isOtherWindow else { return }
    for index in gauges.indices {
      gauges[index].window = TallyWindow(window: thresholds.starvationWindow, empty: Tally())
    }
    findNextDue(after: now)
  }

  /// A pool exists from now on; nothing can happen any more to its predecessor, if it has one.
  mutating func created(_ pool: PoolID, _ name: Label, after predecessor: PoolID?) {
    if let index = index(of: predecessor) { gauges[index].isOver = true }
    gauges.removeAll { $0.isOver && $0.since == nil }
    let window = TallyWindow(window: thresholds.starvationWindow, empty: Tally())
    gauges.append(Gauge(pool: pool, name: name, window: window))
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
    guard cause == .unpooled, let index = index(of: pool) else { return }
    gauges[index].window.count(at: now) { $0.unpooled += 1 }
    if gauges[index].since == nil { judge(index, at: now, &board) }
  }

  mutating func pass(_ due: VirtualInstant, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    for index in gauges.indices where gauges[index].since != nil {
      judge(index, at: due, &board)
    }
    findNextDue(after: due)
  }
}

extension UnpooledConnectionLint {
  private mutating func update(
    _ pool: PoolID, _ now: VirtualInstant, _ change: (inout Tally) -> Void
  ) {
    guard let index = index(of: pool) else { return }
    gauges[index].window.count(at: now, change)
  }

  private func index(of pool: PoolID?) -> Int? { gauges.lastIndex { $0.pool == pool } }

  private mutating func judge(
    _ index: Int, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    let tally = gauges[index].window.tallies(at: now).reduce(Tally(), +)
    let key = FindingBoard.Key(
      lint: .connectionPerUse, subject: UInt64(gauges[index].pool.rawValue))
    let share = Double(tally.unpooled) / Double(max(tally.acquired, 1))
    let enough = thresholds.unpooledShare
    let limit = gauges[index].since == nil ? enough : min(enough, thresholds.fedTimeShare)
    if tally.acquired >= thresholds.unpooledAcquisitions, tally.opened > 0, share >= limit {
      gauges[index].since = gauges[index].since ?? now
      board.put(finding(gauges[index], tally), as: key, at: now)
    } else if gauges[index].since != nil {
      gauges[index].since = nil
      board.clear(key, at: now)
    }
    findNextDue(after: now)
  }

  private func finding(_ gauge: Gauge, _ tally: Tally) -> Finding {
    let mean = Duration.nanoseconds(tally.openingNanoseconds / Int64(max(tally.opened, 1)))
    let evidence = """
      Within \(thresholds.starvationWindow.words) \(gauge.name) opened \(tally.opened) connections for \
      \(tally.acquired) acquisitions and closed \(tally.unpooled) after one use; opening one took \(mean.words) on average.
      """
    return Finding(
      lint: .connectionPerUse, subject: "\(gauge.name)", since: gauge.since ?? .zero,
      evidence: evidence)
  }

  private mutating func findNextDue(after now: VirtualInstant) {
    nextDue =
      gauges.lazy.filter { $0.since != nil }.map { $0.window.nextVerdict(after: now) }.min()
      ?? .endOfTime
  }
}
