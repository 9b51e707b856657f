import WeirEvents

/// Fires when a queue without a limit grows over a whole window and never falls meanwhile, until it
/// is no longer than at the beginning of the window.
///
/// The window has ten parts. The queue grows if its lowest depth in each part is at least that of
/// the part before. This is checked, and the evidence updated, at the end of each part, and only
/// while the depth changes.
struct GrowingQueueLint: LintRule {
  fileprivate struct Gauge: Sendable {
    let queue: QueueID
    /// The lowest depth in each part of the window; `nil` without an event.
    var lows: TallyWindow<UInt32?>
    /// Whether the depth has been reported since the last check.
    var hasChanged = false
    /// Since when it grows; `nil` if it does not.
    var since: VirtualInstant?

    var isOpen: Bool { hasChanged || since != nil }
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var window: Duration
  private var items: Int
  private var gauges = Roster<Gauge>()

  init(_ thresholds: LintThresholds) {
    window = thresholds.growthWindow
    items = thresholds.growthItems
  }

  /// Uses other thresholds; a window of a different length is judged once it has passed.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    items = thresholds.growthItems
    guard thresholds.growthWindow != window else { return }
    window = thresholds.growthWindow
    let lows = TallyWindow<UInt32?>(window: window, empty: nil)
    gauges.updateEach { $0.lows = lows }
    findNextDue(after: now)
  }

  /// Notes that a queue exists from now on, or has another limit, and that its predecessor, if any,
  /// is over.
  mutating func created(
    _ queue: QueueID, _ capacity: UInt32?, after predecessor: QueueID?, _ now: VirtualInstant,
    _ board: inout FindingBoard
  ) {
    if let predecessor { forget(predecessor, now, &board) }
    guard capacity == nil else { return forget(queue, now, &board) }
    guard position(of: queue) == nil, gauges.makeRoom(where: { $0.since == nil }) else { return }
    let lows = TallyWindow<UInt32?>(window: window, empty: nil)
    gauges.insert(Gauge(queue: queue, lows: lows), for: UInt64(queue.rawValue))
  }

  /// Notes the depth of a queue.
  @inline(__always)
  mutating func settled(_ queue: QueueID, _ depth: UInt32, _ now: VirtualInstant) {
    guard gauges.count > 0, let position = position(of: queue) else { return }
    note(depth, at: position, now)
  }

  private mutating func note(_ depth: UInt32, at position: Int, _ now: VirtualInstant) {
    // An event at the very end of a part still belongs to it.
    let instant = VirtualInstant(nanoseconds: max(now.nanoseconds - 1, 0))
    gauges[position].lows.count(at: instant) { $0 = min($0 ?? depth, depth) }
    guard !gauges[position].hasChanged else { return }
    gauges[position].hasChanged = true
    nextDue = min(nextDue, gauges[position].lows.nextVerdict(after: instant))
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    let (window, items) = (window, items)
    gauges.updateEach { $0.judge(over: window, items, at: due, ledgers, &board) }
    findNextDue(after: due)
  }

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    let gone = gauges.presentValues.map(\.queue).filter { ledgers.queues[$0]?.isClosed != false }
    for queue in gone { forget(queue, now, &board) }
  }

  private mutating func forget(
    _ queue: QueueID, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    guard let position = position(of: queue) else { return }
    gauges.remove(at: position)
    board.clear(GrowingQueueLint.key(queue), at: now)
  }

  @inline(__always)
  private func position(of queue: QueueID) -> Int? { gauges.position(of: UInt64(queue.rawValue)) }

  private mutating func findNextDue(after now: VirtualInstant) {
    // It ends for all queues at once.
    let open = gauges.presentPositions.first { gauges[$0].isOpen }
    nextDue = open.map { gauges[$0].lows.nextVerdict(after: now) } ?? .endOfTime
  }

  fileprivate static func key(_ queue: QueueID) -> FindingBoard.Key {
    .init(lint: .queueGrowing, subject: UInt64(queue.rawValue))
  }
}

extension GrowingQueueLint.Gauge {
  fileprivate mutating func judge(
    over window: Duration, _ items: Int, at now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard isOpen else { return }
    hasChanged = false
    // The part that ends now is the last one, not the one that begins.
    let lows = lows.tallies(at: now.advanced(by: .nanoseconds(-1)))
    guard let first = lows.first ?? nil, let last = lows.last ?? nil, last > first else {
      since = nil
      return board.clear(GrowingQueueLint.key(queue), at: now)
    }
    let isRising = zip(lows, lows.dropFirst()).allSatisfy { low, next in
      low.flatMap { low in next.map { low <= $0 } } ?? false
    }
    guard isRising, Int(last) - Int(first) >= items, let record = ledgers.queues[queue] else {
      return
    }
    let since = since ?? now.advanced(by: .zero - window)
    self.since = since
    let isNeverTaken = record.dequeued == 0 && record.getters.isEmpty
    let evidence = """
      \(record.name) has no limit, and grew from \(first) to \(record.depth) items in the last \
      \(window.words) without falling\(isNeverTaken ? "; no task has taken any" : "") (warns from \(items) more).
      """
    let finding = Finding(
      lint: .queueGrowing, subject: "\(record.name)", since: since, evidence: evidence,
      cause: isNeverTaken ? .neverTaken : nil, place: record.place)
    board.update(finding, as: GrowingQueueLint.key(queue), at: now)
  }
}
