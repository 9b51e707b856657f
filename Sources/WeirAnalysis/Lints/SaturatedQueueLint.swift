import WeirEvents

/// Speaks when a queue is as good as full for most of a stretch of time, and until that has become much less.
///
/// The share is judged at the end of each tenth of the stretch, and the evidence is renewed then.
struct SaturatedQueueLint: Sendable {
  /// One queue's fullness over the last window.
  private struct Gauge: Sendable {
    let queue: QueueID
    let name: Label
    var capacity: UInt32?
    /// From this depth on it is as good as full; nothing for an unlimited queue.
    var limit: UInt32?
    var depth: UInt32 = 0
    var fullness: TimeShareGauge
    /// Since when it has been saturated, while it is.
    var since: VirtualInstant?
    var isReported: Bool { since != nil }
    /// The share that the evidence tells.
    var percent: Int64 = 0
    /// Whether nothing can happen to the queue any more.
    var isOver = false

    var isFull: Bool { limit.map { depth >= $0 } ?? false }

    /// Whether the end of a tenth could change the verdict, or the evidence: not once it has been
    /// full all the time.
    var isOpen: Bool { isFull != isReported || isReported && percent < 100 }
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var gauges: [Gauge] = []

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Judges by other thresholds from now on; over a stretch of another length once it has gone by.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let isOtherWindow = thresholds.saturationWindow != self.thresholds.saturationWindow
    self.thresholds = thresholds
    for index in gauges.indices {
      if isOtherWindow {
        gauges[index].fullness = TimeShareGauge(window: thresholds.saturationWindow, from: now)
      }
      gauges[index].limit = limit(gauges[index].capacity)
      settle(index, at: now)
    }
  }

  /// A queue exists from now on; nothing can happen any more to its predecessor, if it has one.
  mutating func created(
    _ queue: QueueID, _ name: Label, _ capacity: UInt32?, after predecessor: QueueID?,
    _ now: VirtualInstant
  ) {
    if let predecessor, let index = index(of: predecessor) { gauges[index].isOver = true }
    if nextDue == .endOfTime { forgetThoseOver() }
    let fullness = TimeShareGauge(window: thresholds.saturationWindow, from: now)
    gauges.append(
      Gauge(
        queue: queue, name: name, capacity: capacity, limit: limit(capacity), fullness: fullness))
  }

  mutating func reconfigured(_ queue: QueueID, _ capacity: UInt32?, _ now: VirtualInstant) {
    guard let index = index(of: queue) else { return }
    gauges[index].capacity = capacity
    gauges[index].limit = limit(capacity)
    settle(index, at: now)
  }

  /// The depth of a queue has become this.
  @inline(__always)
  mutating func settled(_ queue: QueueID, _ depth: UInt32, _ now: VirtualInstant) {
    guard let index = index(of: queue) else { return }
    let wasFull = gauges[index].isFull
    gauges[index].depth = depth
    guard let limit = gauges[index].limit, (depth >= limit) != wasFull else { return }
    settle(index, at: now)
  }

  /// Those who have been are forgotten, so that there are few; the latest is looked at first.
  @inline(__always)
  private func index(of queue: QueueID) -> Int? { gauges.lastIndex { $0.queue == queue } }

  /// What is over and not reported can't come to be: its share only falls.
  private mutating func forgetThoseOver() {
    gauges.removeAll { $0.isOver && !$0.isReported }
  }

  private mutating func settle(_ index: Int, at now: VirtualInstant) {
    gauges[index].fullness.set(gauges[index].isFull, at: now)
    nextDue = min(nextDue, nextVerdict(after: now))
  }

  private func limit(_ capacity: UInt32?) -> UInt32? {
    capacity.map { UInt32(max(1, (Double($0) * thresholds.saturatedShare).rounded(.up))) }
  }
}

extension SaturatedQueueLint {
  /// Judges all queues at the end of a tenth.
  mutating func pass(_ due: VirtualInstant, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    for index in gauges.indices { judge(index, at: due, &board) }
    forgetThoseOver()
    nextDue = nextVerdict(after: due)
  }

  private mutating func judge(
    _ index: Int, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    guard let share = gauges[index].fullness.share(at: now) else { return }
    let gauge = gauges[index]
    if gauge.isReported, isRelieved(share.value) {
      gauges[index].since = nil
      board.clear(key(gauge), at: now)
    } else if gauge.isReported
      || share.value >= thresholds.saturatedTimeShare && !isRelieved(share.value)
    {
      let since = gauge.since ?? now.advanced(by: .zero - thresholds.saturationWindow)
      gauges[index].since = since
      gauges[index].percent = share.percent
      board.put(finding(gauge, share.percent, since), as: key(gauge), at: now)
    }
  }

  /// Whatever the thresholds, what is full all the time is not relieved, and what never is full is.
  private func isRelieved(_ share: Double) -> Bool {
    share <= thresholds.relievedTimeShare && share < 1
  }

  private func finding(_ gauge: Gauge, _ percent: Int64, _ since: VirtualInstant) -> Finding {
    let capacity = gauge.capacity.map(Int.init) ?? 0
    let limit = Int((thresholds.saturatedTimeShare * 100).rounded())
    let places = gauge.limit.map(Int.init) ?? 0
    let taken = places < capacity ? "At least \(places) of the \(capacity)" : "All \(capacity)"
    let evidence = """
      \(taken) places of \(gauge.name) were taken for \(percent)% of the last \
      \(thresholds.saturationWindow.words); from \(limit)% on it is saturated.
      """
    return Finding(
      lint: .queueSaturated, subject: "\(gauge.name)", since: since, evidence: evidence)
  }

  private func key(_ gauge: Gauge) -> FindingBoard.Key {
    .init(lint: .queueSaturated, subject: UInt64(gauge.queue.rawValue))
  }

  /// The end of the present tenth, if a verdict could change by then, or evidence.
  private func nextVerdict(after now: VirtualInstant) -> VirtualInstant {
    guard gauges.contains(where: \.isOpen) else { return .endOfTime }
    return gauges.lazy.map { $0.fullness.nextVerdict(after: now) }.min() ?? .endOfTime
  }
}
