import WeirEvents

/// Speaks when a queue is as good as full for most of a stretch of time, and until that has become
/// much less.
///
/// The share is judged at the end of each tenth of the stretch, and the evidence is renewed then.
struct SaturatedQueueLint: LintRule {
  /// One queue's fullness over the last window.
  fileprivate struct Gauge: Sendable {
    let queue: QueueID
    var name: Label
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

    /// Its depth becomes this; answers whether that changes if it is full.
    mutating func settle(_ depth: UInt32) -> Bool {
      let wasFull = isFull
      self.depth = depth
      return isFull != wasFull
    }

    /// Whether the end of a tenth could change the verdict, or the evidence: not once it has been
    /// full all the time.
    var isOpen: Bool { isFull != isReported || isReported && percent < 100 }
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var thresholds: LintThresholds
  private var gauges = Roster<Gauge>()

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Over a stretch of another length it judges once that has gone by.
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

  /// A queue exists from now on, with so many items; nothing can happen any more to its
  /// predecessor, if it has one. One that is told again goes on.
  mutating func created(
    _ queue: QueueID, _ name: Label, _ capacity: UInt32?, _ depth: UInt32,
    after predecessor: QueueID?, _ now: VirtualInstant
  ) {
    if let predecessor, let old = position(of: predecessor) { gauges[old].isOver = true }
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

  /// The depth of a queue has become this.
  @inline(__always)
  mutating func settled(_ queue: QueueID, _ depth: UInt32, _ now: VirtualInstant) {
    guard let position = position(of: queue), gauges[position].settle(depth) else { return }
    settle(position, at: now)
  }

  @inline(__always)
  private func position(of queue: QueueID) -> Int? { gauges.position(of: UInt64(queue.rawValue)) }

  /// What is over and not reported can't come to be: its share only falls.
  private mutating func forgetThoseOver() {
    gauges.removeAll { _, gauge in gauge.isOver && !gauge.isReported }
  }

  private mutating func settle(_ position: Int, at now: VirtualInstant) {
    gauges[position].fullness.set(gauges[position].isFull, at: now)
    if gauges[position].isOpen {
      nextDue = min(nextDue, gauges[position].fullness.nextVerdict(after: now))
    }
  }
}

extension SaturatedQueueLint {
  /// Judges all queues at the end of a tenth.
  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    let thresholds = thresholds
    gauges.updateEach { $0.judge(by: thresholds, at: due, &board) }
    forgetThoseOver()
    nextDue = nextVerdict(after: due)
  }

  /// The end of the present tenth, if a verdict could change by then, or evidence.
  private func nextVerdict(after now: VirtualInstant) -> VirtualInstant {
    let gauges = gauges.presentValues
    guard gauges.contains(where: \.isOpen) else { return .endOfTime }
    return gauges.lazy.map { $0.fullness.nextVerdict(after: now) }.min() ?? .endOfTime
  }
}

extension SaturatedQueueLint.Gauge {
  fileprivate mutating func judge(
    by thresholds: LintThresholds, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    guard let share = fullness.share(at: now) else { return }
    let key = FindingBoard.Key(lint: .queueSaturated, subject: UInt64(queue.rawValue))
    let isRelieved = thresholds.isRelieved(share.value)
    if isReported, isRelieved {
      since = nil
      board.clear(key, at: now)
    } else if isReported || share.value >= thresholds.saturatedTimeShare && !isRelieved {
      let since = since ?? now.advanced(by: .zero - thresholds.saturationWindow)
      self.since = since
      percent = share.percent
      board.put(finding(by: thresholds, since: since), as: key, at: now)
    }
  }

  private func finding(by thresholds: LintThresholds, since: VirtualInstant) -> Finding {
    let capacity = capacity.map(Int.init) ?? 0
    let threshold = Int((thresholds.saturatedTimeShare * 100).rounded())
    let places = limit.map(Int.init) ?? 0
    let taken = places < capacity ? "At least \(places) of the \(capacity)" : "All \(capacity)"
    let evidence = """
      \(taken) places of \(name) were taken for \(percent)% of the last \
      \(thresholds.saturationWindow.words); from \(threshold)% on it is saturated.
      """
    return Finding(lint: .queueSaturated, subject: "\(name)", since: since, evidence: evidence)
  }
}

extension LintThresholds {
  /// From which depth on a queue is as good as full; nil if it has no limit.
  fileprivate func limit(of capacity: UInt32?) -> UInt32? {
    capacity.map { UInt32(max(1, (Double($0) * saturatedShare).rounded(.up))) }
  }

  /// Whatever the thresholds, what is full all the time is not relieved, and what never is full is.
  fileprivate func isRelieved(_ share: Double) -> Bool {
    share <= relievedTimeShare && share < 1
  }
}
