import WeirEvents

/// Fires when tasks wait for something that can never happen: in a cycle, in a join that can't end,
/// or because nothing can run again.
///
/// Constant time per event, except that the end of a task checks each queue that it has used, and a
/// wait that may close a cycle visits the tasks that it leads to.
struct DeadlockLint: LintRule {
  /// No later than the first instant at which a join is due: a check that turns out to be
  /// unnecessary costs less than a search through all joins at each change.
  private(set) var nextDue = VirtualInstant.endOfTime
  private(set) var isStalled = false
  private var thresholds: LintThresholds
  private var joins = Roster<JoinWatch>()
  private var used = UsedQueues()
  private var cycles = CycleWatch()

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }

  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    self.thresholds = thresholds
    joins.updateEach { $0.use(thresholds) }
    findNextDue()
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    joins.updateEach { join in
      guard join.due <= due else { return }
      let key = DeadlockLint.key(join.use.queue)
      guard let finding = join.pass(due, ledgers), !board.holds(key) else { return }
      board.raise(finding, as: key, at: due)
    }
    findNextDue()
  }

  mutating func reconcile(
    with ledgers: Ledgers, at now: VirtualInstant, _ board: inout FindingBoard
  ) {
    joins.updateEach { join in
      let queue = join.use.queue
      join.use.keep(onlyLiving: ledgers.tasks)
      if join.keep(joiners: ledgers.queues[queue]?.joiners.count ?? 0, at: now) {
        board.clear(DeadlockLint.key(queue), at: now)
      }
      join.settle(at: now)
    }
    used.keep(onlyLiving: ledgers.tasks)
    cycles.reconcile(with: ledgers, at: now, &board, awaitedUses)
    findNextDue()
  }
}

extension DeadlockLint {
  /// The current cycles of waiting tasks, each beginning with the task created first.
  var waitCycles: [[TaskID]] { cycles.cycles }

  /// Which tasks use a queue, and how; `nil` if nothing is known about it.
  func use(of queue: QueueID) -> QueueUse? { joins.value(of: UInt64(queue.rawValue))?.use }
}

// MARK: Queues

extension DeadlockLint {
  /// Notes that a queue exists from now on, with `depth` items. Its predecessor, if any, will not
  /// be joined any more. A queue that is already known stays as it is.
  mutating func created(_ queue: QueueID, _ depth: UInt32, after predecessor: QueueID?) {
    if let predecessor, let position = position(of: predecessor) { joins.remove(at: position) }
    guard position(of: queue) == nil, joins.makeRoom(where: { !$0.isAwaited }) else { return }
    joins.insert(JoinWatch(queue, depth: depth, thresholds), for: UInt64(queue.rawValue))
  }

  /// Notes an item that was put in, and returns what `isAbandoned` says afterwards.
  @inline(__always)
  mutating func enqueued(
    _ queue: QueueID, by task: TaskID, _ depth: UInt32, _ now: VirtualInstant,
    _ ledgers: inout Ledgers
  ) -> Bool {
    guard let position = position(of: queue) else { return false }
    update(at: position, by: task, now) { $0.enqueued(by: task, depth, &ledgers) }
    return joins[position].use.isAbandoned
  }

  /// Notes an item that was taken, and returns what `isAbandoned` says afterwards.
  @inline(__always)
  mutating func dequeued(
    _ queue: QueueID, _ item: ItemID, by task: TaskID, _ depth: UInt32, _ now: VirtualInstant,
    _ ledgers: inout Ledgers, _ board: inout FindingBoard
  ) -> Bool {
    guard let position = position(of: queue) else { return false }
    update(at: position, by: task, now) { $0.dequeued(item, by: task, depth, &ledgers) }
    if joins[position].isOverdue { overdue(queue, at: position, now, ledgers, &board) }
    return joins[position].use.isAbandoned
  }

  /// Items are taken from a queue that a task has joined for a long time.
  private mutating func overdue(
    _ queue: QueueID, at position: Int, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    let key = DeadlockLint.key(queue)
    guard !board.holds(key), let finding = joins[position].findingOfForgottenItems(ledgers) else {
      return
    }
    board.raise(finding, as: key, at: now)
  }

  mutating func dropped(_ queue: QueueID, _ depth: UInt32, _ now: VirtualInstant) {
    update(queue, now) { $0.dropped(depth) }
  }

  @inline(__always)
  mutating func done(
    _ queue: QueueID, _ item: ItemID, by task: TaskID, _ unfinished: UInt32,
    _ now: VirtualInstant, _ ledgers: inout Ledgers, _ board: inout FindingBoard
  ) {
    if let position = position(of: queue) {
      update(at: position, by: task, now) { $0.done(item, by: task, unfinished, &ledgers) }
    }
    board.clear(DeadlockLint.key(queue), at: now)
  }

  /// Notes a number of items that unnamed tasks passed through a queue.
  mutating func counted(
    _ queue: QueueID, enqueued: UInt32, dequeued: UInt32, done: UInt32, _ depth: UInt32,
    _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    update(queue, now) {
      $0.counted(enqueued: enqueued, dequeued: dequeued, done: done, depth)
    }
    if done > 0 { board.clear(DeadlockLint.key(queue), at: now) }
  }

  @inline(__always)
  private mutating func update(
    _ queue: QueueID, _ now: VirtualInstant, _ change: (inout QueueUse) -> Void
  ) {
    guard let position = position(of: queue) else { return }
    let due = joins.update(at: position) { join in
      change(&join.use)
      return join.settle(at: now)
    }
    checkAgain(at: due)
  }

  /// Changes the use of a queue by a task that may be new to it.
  @inline(__always)
  private mutating func update(
    at position: Int, by task: TaskID, _ now: VirtualInstant, _ change: (inout QueueUse) -> Void
  ) {
    let (due, isNew) = joins.update(at: position) { join in
      let count = join.use.users.count
      change(&join.use)
      return (join.settle(at: now), join.use.users.count > count)
    }
    checkAgain(at: due)
    if isNew { noteUser(task, at: position) }
  }

  private mutating func noteUser(_ task: TaskID, at position: Int) {
    // Unknown tasks share the use of `TaskID.none`, which never ends.
    guard task != .none, joins[position].use.isUser(task) else { return }
    used.note(joins[position].use.queue, by: task) { [joins] queue in
      joins.position(of: UInt64(queue.rawValue)) != nil
    }
  }

  @inline(__always)
  private mutating func checkAgain(at due: VirtualInstant) { nextDue = min(nextDue, due) }

  private mutating func findNextDue() {
    nextDue = joins.earliest(\.due)
  }

  @inline(__always)
  private func position(of queue: QueueID) -> Int? { joins.position(of: UInt64(queue.rawValue)) }

  private static func key(_ queue: QueueID) -> FindingBoard.Key {
    .init(lint: .deadlock, subject: UInt64(queue.rawValue))
  }
}

// MARK: Tasks

extension DeadlockLint {
  @inline(__always)
  mutating func suspended(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ ledgers: inout Ledgers,
    _ board: inout FindingBoard
  ) {
    switch wait {
    case .queueGet(let queue): update(queue, now) { $0.beganToWait(task) }
    case .join(let queue): beganToJoin(queue, task, now, ledgers, &board)
    case .child, .children, .poolAcquire: closeCycle(task, wait, now, ledgers, &board)
    case .sleep, .queuePut, .work, .batch, .offload, .other: break
    }
  }

  @inline(__always)
  mutating func left(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    switch wait {
    case .queueGet(let queue): update(queue, now) { $0.stoppedWaiting(task) }
    case .join(let queue): endedToJoin(queue, task, now, &board)
    case .child, .children, .poolAcquire: cycles.left(task, wait, now, &board)
    case .sleep, .queuePut, .work, .batch, .offload, .other: break
    }
  }

  private mutating func beganToJoin(
    _ queue: QueueID, _ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    guard let position = position(of: queue) else { return }
    joins[position].began(at: now)
    checkAgain(at: joins[position].due)
    closeCycle(task, .join(queue), now, ledgers, &board)
  }

  private mutating func endedToJoin(
    _ queue: QueueID, _ task: TaskID, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    cycles.left(task, .join(queue), now, &board)
    guard let position = position(of: queue), joins[position].ended(at: now) else { return }
    board.clear(DeadlockLint.key(queue), at: now)
  }

  /// Notes that a task has ended, and returns the queues that it has left with items and without a
  /// consumer, in the order in which they were created.
  mutating func finished(_ task: TaskID, _ now: VirtualInstant) -> [QueueID] {
    let positions = used.take(task).compactMap { position(of: $0) }.sorted()
    return positions.compactMap { position in
      let (due, isLeft) = joins.update(at: position) { join in
        let consumers = join.use.consumers
        join.use.ended(task)
        return (join.settle(at: now), join.use.consumers < consumers && join.use.isAbandoned)
      }
      checkAgain(at: due)
      return isLeft ? joins[position].use.queue : nil
    }
  }

  /// Whether items wait in a queue whose every consumer has ended.
  @inline(__always)
  func isAbandoned(_ queue: QueueID) -> Bool {
    position(of: queue).map { joins[$0].use.isAbandoned } ?? false
  }

  private mutating func closeCycle(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ ledgers: Ledgers,
    _ board: inout FindingBoard
  ) {
    cycles.suspended(task, wait, now, ledgers, &board, awaitedUses)
  }

  private var awaitedUses: AwaitedUses { AwaitedUses(joins: joins, used: used) }
}

// MARK: Stalls

extension DeadlockLint {
  private static let stallKey = FindingBoard.Key(lint: .deadlock, subject: 0)

  /// Notes that nothing can ever run again.
  mutating func stalled(_ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    guard !isStalled else { return }
    isStalled = true
    let description = StallDescription(ledgers: ledgers) { [joins] queue in
      joins.value(of: UInt64(queue.rawValue))?.use
    }
    board.raise(description.finding(at: now), as: DeadlockLint.stallKey, at: now)
  }

  /// Notes that something happened after all, because a knob was turned.
  mutating func revived(_ now: VirtualInstant, _ board: inout FindingBoard) {
    isStalled = false
    board.clear(DeadlockLint.stallKey, at: now)
  }
}
