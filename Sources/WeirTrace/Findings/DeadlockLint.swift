/// Speaks when tasks wait for what can never come: nothing at all can run again, or a join can't end.
///
/// A join waits for items to be called done. It can't end when nobody is left to do so: the queue is empty, whoever takes
/// from it waits for the next item or has ended, and no task lives that ever filled it. And it does not end either when
/// items are taken all the time and none is called done, far beyond what this program was ever seen to take at once.
struct DeadlockLint: Sendable {
  /// A queue on which a task waits until all is done.
  private struct Join: Sendable {
    var use: QueueUse
    /// Since when somebody has waited.
    var since: VirtualInstant?
    var waiting = 0
    /// Since when nobody has been left who could call anything done.
    var stuck: VirtualInstant?
    /// Whether that has been judged.
    var isJudged = false
    /// Whether it has waited as long as patience lasts.
    var isOverdue = false
    var due = VirtualInstant.endOfTime
  }

  private(set) var nextDue = VirtualInstant.endOfTime
  private(set) var isStalled = false
  private let thresholds: LintThresholds
  private var joins: [Join] = []

  init(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
  }
}

// MARK: What happens

extension DeadlockLint {
  mutating func created(_ queue: QueueID) {
    joins.append(Join(use: QueueUse(queue: queue)))
  }

  @inline(__always)
  mutating func enqueued(
    _ queue: QueueID, by task: TaskID, _ depth: UInt32, _ now: VirtualInstant
  ) {
    guard let index = index(of: queue) else { return }
    joins[index].use.enqueued(by: task, depth)
    settle(index, now)
  }

  @inline(__always)
  mutating func dequeued(
    _ queue: QueueID, by task: TaskID, _ depth: UInt32, _ now: VirtualInstant,
    _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    guard let index = index(of: queue) else { return }
    joins[index].use.dequeued(by: task, depth)
    settle(index, now)
    if joins[index].isOverdue { accuse(index, now, ledgers, &board) }
  }

  mutating func dropped(_ queue: QueueID, _ depth: UInt32, _ now: VirtualInstant) {
    guard let index = index(of: queue) else { return }
    joins[index].use.dropped(depth)
    settle(index, now)
  }

  @inline(__always)
  mutating func done(
    _ queue: QueueID, by task: TaskID, _ unfinished: UInt32, _ now: VirtualInstant,
    _ board: inout FindingBoard
  ) {
    guard let index = index(of: queue) else { return }
    joins[index].use.done(by: task, unfinished)
    settle(index, now)
    if !board.isEmpty { board.clear(key(queue), at: now) }
  }

  mutating func suspended(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    switch wait {
    case .queueGet(let queue):
      guard let index = index(of: queue) else { return }
      joins[index].use.beganToWait(task)
      settle(index, now)
    case .join(let queue):
      guard let index = index(of: queue) else { return }
      joins[index].waiting += 1
      if joins[index].waiting == 1 { joins[index].since = now }
      settle(index, now)
    case .sleep, .queuePut, .child, .work: break
    }
  }

  mutating func left(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ board: inout FindingBoard
  ) {
    switch wait {
    case .queueGet(let queue):
      guard let index = index(of: queue) else { return }
      joins[index].use.stoppedWaiting(task)
      settle(index, now)
    case .join(let queue):
      guard let index = index(of: queue) else { return }
      joins[index].waiting -= 1
      if joins[index].waiting == 0 { end(index, now, &board) }
    case .sleep, .queuePut, .child, .work: break
    }
  }

  mutating func finished(
    _ task: TaskID, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    for index in joins.indices {
      joins[index].use.ended(task)
      settle(index, now)
    }
  }

  private mutating func end(_ index: Int, _ now: VirtualInstant, _ board: inout FindingBoard) {
    joins[index].since = nil
    joins[index].isOverdue = false
    settle(index, now)
    board.clear(key(joins[index].use.queue), at: now)
  }

  @inline(__always)
  private func index(of queue: QueueID) -> Int? {
    let expected = Int(queue.rawValue) - 1
    if expected >= 0, expected < joins.count, joins[expected].use.queue == queue {
      return expected
    }
    return joins.firstIndex { $0.use.queue == queue }
  }

  private func key(_ queue: QueueID) -> FindingBoard.Key {
    .init(lint: .deadlock, subject: UInt64(queue.rawValue))
  }
}

// MARK: What it means

extension DeadlockLint {
  /// Notes since when a join has been stuck, and when to look at it again; nothing to do while nobody joins.
  @inline(__always)
  private mutating func settle(_ index: Int, _ now: VirtualInstant) {
    guard joins[index].since != nil || joins[index].due != .endOfTime else { return }
    settleJoin(index, now)
  }

  private mutating func settleJoin(_ index: Int, _ now: VirtualInstant) {
    if joins[index].since == nil || !joins[index].use.isStuck {
      joins[index].stuck = nil
      joins[index].isJudged = false
    } else if joins[index].stuck == nil {
      joins[index].stuck = now
    }
    findDue(index)
  }

  private mutating func findDue(_ index: Int) {
    let join = joins[index]
    let verdict = join.isJudged ? nil : join.stuck?.advanced(by: thresholds.joinGrace)
    let patience = join.isOverdue ? nil : join.since?.advanced(by: thresholds.joinPatience)
    joins[index].due = min(verdict ?? .endOfTime, patience ?? .endOfTime)
    nextDue = joins.lazy.map(\.due).min() ?? .endOfTime
  }

  mutating func pass(_ due: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard) {
    guard nextDue <= due else { return }
    for index in joins.indices where joins[index].due <= due {
      if let stuck = joins[index].stuck, !joins[index].isJudged,
        stuck.advanced(by: thresholds.joinGrace) <= due
      {
        joins[index].isJudged = true
        judge(joins[index], due, ledgers, &board)
      }
      if let since = joins[index].since, since.advanced(by: thresholds.joinPatience) <= due {
        joins[index].isOverdue = true
        accuse(index, due, ledgers, &board)
      }
      findDue(index)
    }
  }

  /// Nobody is left who could call anything done, unless a task that was started for it does.
  private func judge(
    _ join: Join, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    let isDelegated = join.use.users.presentValues.contains { user in
      user.task != .none && user.dones > user.takes
        || user.takes > 0 && (ledgers.tasks[user.task]?.liveChildren ?? 0) > 0
    }
    guard !isDelegated else { return }
    report(join, now, ledgers, &board) { "nobody is left to call them done" }
  }

  /// Items are taken all the time, and none is called done.
  private func accuse(
    _ index: Int, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard
  ) {
    let use = joins[index].use
    guard use.streak >= max(thresholds.forgottenItems, 4 * use.longestStreak) else { return }
    report(joins[index], now, ledgers, &board) {
      "the last \(use.streak) were taken one after the other and none was called done"
    }
  }

  private func report(
    _ join: Join, _ now: VirtualInstant, _ ledgers: Ledgers, _ board: inout FindingBoard,
    _ reason: () -> String
  ) {
    let key = key(join.use.queue)
    guard let since = join.since, !board.holds(key),
      let joiner = ledgers.queues[join.use.queue]?.joiners.first
    else { return }
    let subject = ledgers.tasks.name(of: joiner)
    let evidence = """
      \(subject) has waited since \(since.words) until all items of \
      \(ledgers.queues.name(of: join.use.queue)) are done, but \(reason()): \
      \(join.use.blame(in: ledgers).enumeration()).
      """
    board.raise(
      Finding(lint: .deadlock, subject: subject, since: since, evidence: evidence), as: key,
      at: now)
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
