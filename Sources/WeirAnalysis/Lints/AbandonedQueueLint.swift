import WeirEvents

/// Fires when items wait in a queue although every task that ever took one from it has ended, until
/// a task takes one.
///
/// A closed queue is exempt: its items may be meant to stay. Linear in the number of queues that
/// are in this state now where one of them is due, enters it or leaves it; constant time otherwise.
struct AbandonedQueueLint: LintRule {
  /// A queue that is in this state now.
  private struct Watch: Sendable {
    let queue: QueueID
    let since: VirtualInstant
    /// When to report it; the end of time once that is done.
    var due: VirtualInstant
    /// Whether it was due, but a task waits for an item.
    var isUndecided = false
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private var threshold: Duration
  private var watches = Roster<Watch>()

  init(_ thresholds: LintThresholds) {
    threshold = thresholds.queueAbandoned
  }

  /// Uses other thresholds for what begins from now on.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    threshold = thresholds.queueAbandoned
  }

  /// Notes whether items wait in a queue whose every consumer has ended.
  @inline(__always)
  mutating func settled(
    _ queue: QueueID, isAbandoned: Bool, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    if isAbandoned || watches.count > 0 { note(queue, isAbandoned, now, &board) }
  }

  private mutating func note(
    _ queue: QueueID, _ isAbandoned: Bool, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    let known = watches.position(of: UInt64(queue.rawValue))
    if isAbandoned, known == nil, watches.count < LintLimits.subjects {
      let watch = Watch(queue: queue, since: now, due: now.advanced(by: threshold))
      watches.insert(watch, for: UInt64(queue.rawValue))
      findNextDue()
    } else if !isAbandoned, let known {
      watches.remove(at: known)
      board.clear(key(queue), at: now)
      findNextDue()
    }
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    for index in watches.presentPositions where watches[index].due <= due {
      let watch = watches[index]
      guard let record = ledgers.queues[watch.queue], !record.isClosed else {
        watches[index].due = .endOfTime
        continue
      }
      // A task that waits for an item is a new consumer.
      guard record.getters.isEmpty else {
        (watches[index].due, watches[index].isUndecided) = (.endOfTime, true)
        continue
      }
      watches[index].due = .endOfTime
      board.raise(finding(record, watch, ledgers), as: key(watch.queue), at: due)
    }
    findNextDue()
  }

  /// Checks the undecided queues again a while after an instant: up to there nothing has happened
  /// to them, however long that is.
  mutating func resume(after now: VirtualInstant, _ ledgers: Ledgers) {
    for index in watches.presentPositions where watches[index].isUndecided {
      (watches[index].due, watches[index].isUndecided) = (now.advanced(by: threshold), false)
    }
    findNextDue()
  }

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    for watch in watches.presentValues where ledgers.queues[watch.queue]?.isClosed != false {
      note(watch.queue, false, now, &board)
    }
  }

  private func finding(_ queue: QueueRecord, _ watch: Watch, _ ledgers: Ledgers) -> Finding {
    let items = queue.depth == 1 ? "1 item waits" : "\(queue.depth) items wait"
    let blocked =
      switch queue.putters.count {
      case 0: ""
      case 1: "; 1 task waits for a place in it"
      case let count: "; \(count) tasks wait for a place in it"
      }
    let evidence = """
      \(items) in \(queue.name), and every task that took items from it has \
      ended\(lastConsumer(of: queue.id, ledgers))\(blocked).
      """
    return Finding(
      lint: .queueAbandoned, subject: "\(queue.name)", since: watch.since, evidence: evidence,
      place: queue.place)
  }

  /// The last of them, if it is still known: `, the last of them consumer-1, which failed with
  /// KeyError`.
  private func lastConsumer(of queue: QueueID, _ ledgers: Ledgers) -> String {
    let ended = ledgers.tasks.presentRecords.filter { !$0.isLive && $0.lastTaken == queue }
    guard let last = ended.max(by: { ($0.since, $0.id) < ($1.since, $1.id) }) else { return "" }
    let failure = last.state == .failed ? ", which failed with \(last.error)" : ""
    let end = last.state == .cancelled ? ", which was cancelled" : failure
    return ", the last of them \(last.name) at \(last.since.words)\(end)"
  }

  private mutating func findNextDue() {
    nextDue = watches.earliest(\.due)
  }

  private func key(_ queue: QueueID) -> FindingBoard.Key {
    .init(lint: .queueAbandoned, subject: UInt64(queue.rawValue))
  }
}
