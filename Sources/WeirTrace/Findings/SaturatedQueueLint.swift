/// Speaks when a queue is as good as full for most of a stretch of time, and until that has become much less.
///
/// Time is counted in tenths of the window, so that its memory has a size: the share is judged at the end of each tenth.
struct SaturatedQueueLint: Sendable {
  private static let parts = 10

  /// One queue's fullness over the last window.
  private struct Gauge: Sendable {
    let queue: QueueID
    let created: VirtualInstant
    /// From this depth on it is as good as full; nothing for an unlimited queue.
    var limit: UInt32?
    var depth: UInt32 = 0
    /// How many nanoseconds of each tenth it was as good as full: the present one last.
    var tenths = [Int64](repeating: 0, count: parts + 1)
    /// Up to where it has been counted.
    var counted: VirtualInstant
    var isReported = false

    var isFull: Bool { limit.map { depth >= $0 } ?? false }
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private let thresholds: LintThresholds
  private let tenth: Int64
  private var gauges: [Gauge] = []

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    tenth = max(1, thresholds.saturationWindow.nanoseconds / Int64(SaturatedQueueLint.parts))
  }

  mutating func created(_ queue: QueueID, _ capacity: UInt32?, _ now: VirtualInstant) {
    gauges.append(Gauge(queue: queue, created: now, limit: limit(capacity), counted: now))
  }

  mutating func reconfigured(_ queue: QueueID, _ capacity: UInt32?, _ now: VirtualInstant) {
    guard let index = gauges.firstIndex(where: { $0.queue == queue }) else { return }
    count(index, until: now)
    gauges[index].limit = limit(capacity)
    nextDue = min(nextDue, nextVerdict(after: now))
  }

  /// The depth of a queue has become this.
  @inline(__always)
  mutating func settled(_ queue: QueueID, _ depth: UInt32, _ now: VirtualInstant) {
    guard let index = gauges.firstIndex(where: { $0.queue == queue }) else { return }
    let wasFull = gauges[index].isFull
    guard let limit = gauges[index].limit, (depth >= limit) != wasFull else {
      gauges[index].depth = depth
      return
    }
    count(index, until: now)
    gauges[index].depth = depth
    nextDue = min(nextDue, nextVerdict(after: now))
  }

  private func limit(_ capacity: UInt32?) -> UInt32? {
    capacity.map { UInt32(max(1, (Double($0) * thresholds.saturatedShare).rounded(.up))) }
  }
}

extension SaturatedQueueLint {
  /// Judges all queues at the end of a tenth.
  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    for index in gauges.indices {
      count(index, until: due)
      judge(index, at: due, ledgers, &board)
    }
    nextDue = nextVerdict(after: due)
  }

  /// Counts the time since the last count; whole tenths that have gone by move on.
  private mutating func count(_ index: Int, until now: VirtualInstant) {
    let isFull = gauges[index].isFull
    var from = gauges[index].counted.nanoseconds
    while from < now.nanoseconds {
      let boundary = (from / tenth + 1) * tenth
      let end = min(boundary, now.nanoseconds)
      if isFull { gauges[index].tenths[SaturatedQueueLint.parts] += end - from }
      if end == boundary { gauges[index].tenths.shift() }
      from = end
      // After a whole window of the same, more of the same changes nothing.
      let rest = (now.nanoseconds - from) / tenth
      if rest > 2 * Int64(SaturatedQueueLint.parts) {
        from += (rest - 2 * Int64(SaturatedQueueLint.parts)) * tenth
      }
    }
    gauges[index].counted = now
  }

  private mutating func judge(
    _ index: Int, at now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    let gauge = gauges[index]
    let window = tenth * Int64(SaturatedQueueLint.parts)
    guard now.nanoseconds - gauge.created.nanoseconds >= window else { return }
    let full = gauge.tenths.dropLast().reduce(0, +)
    let share = Double(full) / Double(window)
    if !gauge.isReported, share >= thresholds.saturatedTimeShare {
      gauges[index].isReported = true
      let since = VirtualInstant(nanoseconds: now.nanoseconds - window)
      board.raise(finding(gauge, full * 100 / window, since, ledgers), as: key(gauge), at: now)
    } else if gauge.isReported, share <= thresholds.relievedTimeShare {
      gauges[index].isReported = false
      board.clear(key(gauge), at: now)
    }
  }

  private func finding(
    _ gauge: Gauge, _ percent: Int64, _ since: VirtualInstant, _ ledgers: Ledgers
  ) -> Finding {
    let name = ledgers.queues.name(of: gauge.queue)
    let capacity = ledgers.queues[gauge.queue]?.capacity ?? 0
    let limit = Int((thresholds.saturatedTimeShare * 100).rounded())
    let places = gauge.limit.map(Int.init) ?? 0
    let taken = places < capacity ? "At least \(places) of the \(capacity)" : "All \(capacity)"
    let evidence = """
      \(taken) places of \(name) were taken for \(percent) % of the last \
      \(thresholds.saturationWindow.words); from \(limit) % on it is saturated.
      """
    return Finding(lint: .queueSaturated, subject: name, since: since, evidence: evidence)
  }

  private func key(_ gauge: Gauge) -> FindingBoard.Key {
    .init(lint: .queueSaturated, subject: UInt64(gauge.queue.rawValue))
  }

  /// The end of the present tenth, if a verdict could change by then: not while all goes on as it was judged.
  private func nextVerdict(after now: VirtualInstant) -> VirtualInstant {
    guard gauges.contains(where: { $0.isFull != $0.isReported }) else { return .endOfTime }
    return VirtualInstant(nanoseconds: (now.nanoseconds / tenth + 1) * tenth)
  }
}

extension [Int64] {
  /// Moves all one place forward and begins a new last one.
  fileprivate mutating func shift() {
    for index in 0..<(count - 1) { self[index] = self[index + 1] }
    self[count - 1] = 0
  }
}
