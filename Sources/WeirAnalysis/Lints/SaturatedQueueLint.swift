import WeirEvents

/// Fires when a queue is full or nearly full for most of a window, until that share has fallen well
/// below the threshold.
///
/// The share is checked, and the evidence updated, at the end of each tenth of the window.
struct SaturatedQueueLint: LintRule {
  /// One queue's fullness over the last window.
  fileprivate struct Gauge: Sendable {
    let queue: QueueID
    var name: Label
    var capacity: UInt32?
    /// The depth from which the queue counts as full; `nil` if it is unlimited.
    var limit: UInt32?
    var depth: UInt32 = 0
    var fullness: TimeShareGauge
    /// When it became saturated; `nil` if it is not.
    var since: VirtualInstant?
    var isReported: Bool { since != nil }
    /// The share in the evidence.
    var percent: Int64 = 0
    /// Whether nothing can happen to the queue any more.
    var isOver = false

    var isFull: Bool { limit.map { depth >= $0 } ?? false }

    /// Sets its depth, and returns whether that changes whether it is full.
    mutating func settle(_ depth: UInt32) -> Bool {
      let wasFull = isFull
      self.depth = depth
      return isFull != wasFull
    }

    /// Whether the end of a tenth could change the verdict or the evidence: not once it has been
    /// full for the whole window.
    var isOpen: Bool { isFull != isReported || isReported && percent < 100 }
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var gauges = Roster<Gauge>()
  /// Whether one of the queues is over.
  private var hasOver = false

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Uses other thresholds; a window of a different length is judged once it has passed.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOtherWindow = thresholds.saturationWindow != self.thresholds.saturationWindow
    self.thresholds = thresholds
    gauges.updateEach { gauge in
      if isOtherWindow {
        gauge.fullness = TimeShareGauge(window: thresholds.saturationWindow, from: now)
      }
      gauge.limit = thresholds.limit(of: gauge.capacity)
      gauge.fullness.set(gauge.isFull, at: now)
    }
    nextDue = min(nextDue, nextVerdict(after: now))
  }

  /// Notes that a queue exists from now on, with `depth` items, and that its predecessor, if any,
  /// is over. A queue that is already known continues.
  mutating func created(
    _ queue: QueueID, _ name: Label, _ capacity: UInt32?, _ depth: UInt32,
    after predecessor: QueueID?, _ now: VirtualInstant
  ) {
    if let predecessor, let old = position(of: predecessor) {
      gauges[old].isOver = true
      hasOver = true
    }
    if nextDue == .endOfTime { forgetThoseOver() }
    if let known = position(of: queue) {
      gauges[known].name = name
      gauges[known].isOver = false
      reconfigured(queue, capacity, now)
    } else if gauges.makeRoom(where: { !$0.isReported }) {
      let fullness = TimeShareGauge(window: thresholds.saturationWindow, from: now)
      let gauge = Gauge(
        queue: queue, name: name, capacity: capacity, limit: thresholds.limit(of: capacity),
        fullness: fullness)
      gauges.insert(gauge, for: UInt64(queue.rawValue))
    }
    settled(queue, depth, now)
  }

  mutating func reconfigured(_ queue: QueueID, _ capacity: UInt32?, _ now: VirtualInstant) {
    guard let position = position(of: queue) else { return }
    gauges[position].capacity = capacity
    gauges[position].limit = thresholds.limit(of: capacity)
    settle(position, at: now)
  }

  /// Notes the depth of a queue.
  @inline(__always)
  mutating func settled(_ queue: QueueID, _ depth: UInt32, _ now: VirtualInstant) {
    guard let position = position(of: queue),
      gauges.update(at: position, { $0.settle(depth) })
    else { return }
    settle(position, at: now)
  }

  @inline(__always)
  private func position(of queue: QueueID) -> Int? { gauges.position(of: UInt64(queue.rawValue)) }

  /// Forgets queues that are over and not reported: they can't be any more, since their share only
  /// falls.
  private mutating func forgetThoseOver() {
    guard hasOver else { return }
    gauges.removeAll { _, gauge in gauge.isOver && !gauge.isReported }
    hasOver = gauges.presentPositions.contains { gauges[$0].isOver }
  }

  private mutating func settle(_ position: Int, at now: VirtualInstant) {
    gauges[position].fullness.set(gauges[position].isFull, at: now)
    if gauges[position].isOpen {
      nextDue = min(nextDue, gauges[position].fullness.nextVerdict(after: now))
    }
  }
}

extension SaturatedQueueLint {
  /// Checks all queues at the end of a tenth.
  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    let thresholds = thresholds
    gauges.updateEach { $0.judge(by: thresholds, at: due, ledgers, &board) }
    forgetThoseOver()
    nextDue = nextVerdict(after: due)
  }

  /// The end of the current tenth, if a verdict or evidence could change by then.
  private func nextVerdict(after now: VirtualInstant) -> VirtualInstant {
    // It ends for all queues at once.
    let open = gauges.presentPositions.first { gauges[$0].isOpen }
    return open.map { gauges[$0].fullness.nextVerdict(after: now) } ?? .endOfTime
  }
}

extension SaturatedQueueLint.Gauge {
  fileprivate mutating func judge(
    by thresholds: LintThresholds, at now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let share = fullness.share(at: now) else { return }
    let key = FindingBoard.Key(lint: .queueSaturated, subject: UInt64(queue.rawValue))
    let isCleared = thresholds.isCleared(share.value)
    if isReported, isCleared {
      since = nil
      board.clear(key, at: now)
    } else if isReported || share.value >= thresholds.saturatedTimeShare && !isCleared {
      let since = since ?? now.advanced(by: .zero - thresholds.saturationWindow)
      self.since = since
      percent = share.percent
      var finding = finding(by: thresholds, since: since)
      finding.place = ledgers.queues[queue]?.place ?? .unknown
      board.update(finding, as: key, at: now)
    }
  }

  private func finding(by thresholds: LintThresholds, since: VirtualInstant) -> Finding {
    let capacity = capacity.map(Int.init) ?? 0
    let threshold = Int((thresholds.saturatedTimeShare * 100).rounded())
    let places = limit.map(Int.init) ?? 0
    let taken = places < capacity ? "At least \(places) of the \(capacity)" : "All \(capacity)"
    let evidence = """
      \(taken) places of \(name) were taken for \(percent)% of the last \
      \(thresholds.saturationWindow.words) (warns from \(threshold)%).
      """
    return Finding(lint: .queueSaturated, subject: "\(name)", since: since, evidence: evidence)
  }
}

extension LintThresholds {
  /// The depth from which a queue counts as full; `nil` if it is unlimited.
  fileprivate func limit(of capacity: UInt32?) -> UInt32? {
    capacity.map { UInt32(max(1, (Double($0) * saturatedShare).rounded(.up))) }
  }

  /// Whether a share is low enough to clear the finding. A queue that is always full never
  /// qualifies, and one that is never full always does, whatever the thresholds.
  fileprivate func isCleared(_ share: Double) -> Bool {
    share <= saturationClearedShare && share < 1
  }
}
