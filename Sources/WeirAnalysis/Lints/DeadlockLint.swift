import WeirEvents

/// Speaks when tasks wait for what can never come: in a cycle, in a join that can't end, or nothing at all can run again.
struct DeadlockLint: Sendable {
  private(set) var nextDue = VirtualInstant.endOfTime
  private(set) var isStalled = false
  private var thresholds: LintThresholds
  private var joins: [JoinWatch] = []
  private var cycles = CycleWatch()

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  /// Judges by other thresholds from now on.
  mutating func use(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    for index in joins.indices { joins[index].use(thresholds) }
    findNextDue()
  }
}

extension DeadlockLint {
  /// The cycles in which tasks wait now, each with the task created first at its head.
  var waitCycles: [[TaskID]] { cycles.cycles }

  /// Who uses a queue, and how.
  func use(of queue: QueueID) -> QueueUse? { index(of: queue).map { joins[$0].use } }
}

// MARK: Joins

extension DeadlockLint {
  /// A queue exists from now on; nobody will wait any more for its predecessor, if it has one.
  mutating func created(_ queue: QueueID, after predecessor: QueueID?) {
    if let predecessor { joins.removeAll { $0.use.queue == predecessor } }
    joins.append(JoinWatch(queue, thresholds))
  }

  @inline(__always)
  mutating func enqueued(
    _ queue: QueueID, by task: TaskID, _ depth: UInt32, _ now: VirtualInstant
  ) {
    update(queue, now) { $0.enqueued(by: task, depth) }
  }

  @inline(__always)
  mutating func dequeued(
    _ queue: QueueID, by task: TaskID, _ depth: UInt32, _ now: VirtualInstant,
    _ ledgers: inout Ledgers, _ board: inout FindingBoard
  ) {
    update(queue, now) { $0.dequeued(by: task, depth) }
    guard let index = index(of: queue), joins[index].isOverdue, !board.holds(key(queue)),
      let finding = joins[index].accusation(ledgers)
    else { return }
    board.raise(finding, as: key(queue), at: now)
  }

  mutating func dropped(_ queue: QueueID, _ depth: UInt32, _ now: VirtualInstant) {
    update(queue, now) { $0.dropped(depth) }
  }

  @inline(__always)
  mutating func done(
    _ queue: QueueID, by task: TaskID, _ unfinished: UInt32, _ now: VirtualInstant,
    _ board: inout FindingBoard
  ) {
    update(queue, now) { $0.done(by: task, unfinished) }
    if !board.isEmpty { board.clear(key(queue), at: now) }
  }

  mutating func suspended(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ ledgers: inout Ledgers,
    _ board: inout FindingBoard
  ) {
    switch wait {
    case .queueGet(let queue): update(queue, now) { $0.beganToWait(task) }
    case .join(let queue):
      guard let index = index(of: queue) else { return }
      joins[index].began(at: now)
      findNextDue()
      cycles.suspended(task, wait, now, ledgers, joins, &board)
    case .child, .children, .poolAcquire:
      cycles.suspended(task, wait, now, ledgers, joins, &board)
    case .sleep, .queuePut, .work, .batch, .offload, .other: break
    }
  }

  mutating func left(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    switch wait {
    case .queueGet(let queue): update(queue, now) { $0.stoppedWaiting(task) }
    case .join(let queue):
      cycles.left(task, wait, now, &board)
      guard let index = index(of: queue), joins[index].ended(at: now) else { return }
      findNextDue()
      board.clear(key(queue), at: now)
    case .child, .children, .poolAcquire: cycles.left(task, wait, now, &board)
    case .sleep, .queuePut, .work, .batch, .offload, .other: break
    }
  }

  mutating func finished(_ task: TaskID, _ now: VirtualInstant) {
    for index in joins.indices { update(at: index, now) { $0.ended(task) } }
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    for index in joins.indices where joins[index].due <= due {
      let key = key(joins[index].use.queue)
      guard let finding = joins[index].pass(due, ledgers), !board.holds(key) else { continue }
      board.raise(finding, as: key, at: due)
    }
    findNextDue()
  }

  @inline(__always)
  private mutating func update(
    _ queue: QueueID, _ now: VirtualInstant, _ change: (inout QueueUse) -> Void
  ) {
    guard let index = index(of: queue) else { return }
    update(at: index, now, change)
  }

  @inline(__always)
  private mutating func update(
    at index: Int, _ now: VirtualInstant, _ change: (inout QueueUse) -> Void
  ) {
    change(&joins[index].use)
    let due = joins[index].due
    joins[index].settle(at: now)
    if joins[index].due != due { findNextDue() }
  }

  private mutating func findNextDue() {
    nextDue = joins.lazy.map(\.due).min() ?? .endOfTime
  }

  @inline(__always)
  private func index(of queue: QueueID) -> Int? {
    let expected = Int(queue.rawValue) - 1
    if expected >= 0, expected < joins.count, joins[expected].use.queue == queue {
      return expected
    }
    return joins.lastIndex { $0.use.queue == queue }
  }

  private func key(_ queue: QueueID) -> FindingBoard.Key {
    .init(lint: .deadlock, subject: UInt64(queue.rawValue))
  }
}

// MARK: Standing still

extension DeadlockLint {
  private static let stallKey = FindingBoard.Key(lint: .deadlock, subject: 0)

  /// Nothing can ever run again.
  mutating func stalled(_ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    guard !isStalled else { return }
    isStalled = true
    let story = DeadlockStory(ledgers: ledgers, uses: joins.map(\.use))
    board.raise(story.finding(at: now), as: DeadlockLint.stallKey, at: now)
  }

  /// Something happened after all: a person has turned a knob.
  mutating func revived(_ now: VirtualInstant, _ board: inout FindingBoard) {
    isStalled = false
    board.clear(DeadlockLint.stallKey, at: now)
  }
}
