import WeirEvents

/// All lints of a run.
///
/// What depends on time is checked when virtual time has passed its instant, before anything that
/// happens later. So an event at exactly that instant still counts, and how events are split into
/// batches does not. The ledgers are those after the event or, when time passes, those before the
/// next event.
///
/// A new lint is a `LintRule`, a property here, its line in `visit`, and a call where its events
/// are dispatched below. Ledgers are passed inout so that no event copies them; nothing here
/// changes them.
///
/// The most frequent events don't pass through `fold`: an analysis itself calls the methods for
/// plain steps and for single items, and `fold` calls them in all other cases.
struct Lints: Sendable {
  var board = FindingBoard()
  private var workers: BlockedWorkerLint
  private var cancellations: UnnoticedCancellationLint
  private var lifetimes: OutlivingTaskLint
  private var saturation: SaturatedQueueLint
  private var timeouts: TimedOutWorkLint
  private(set) var joins: DeadlockLint
  private var errors: UnobservedErrorLint
  private var leaks: LeakedResourceLint
  private var retries: RetryAmplificationLint
  private var starvation: StarvedPoolLint
  private var connections: UnpooledConnectionLint
  private var swallowing: SwallowedCancellationLint
  private var abandonment: AbandonedQueueLint
  private var growth: GrowingQueueLint
  private var turns: StarvedWorkerLint
  /// Whether a snapshot has begun and not ended: until then it is not known what is alive.
  private var isInSnapshot = false
  /// No lint has anything to check before this instant has passed.
  private(set) var nextDue = VirtualInstant.endOfTime

  init(thresholds: LintThresholds, areParentsScopes: Bool = true, isSimulated: Bool = true) {
    let thresholds = thresholds.ordered
    workers = .init(thresholds)
    cancellations = .init(thresholds)
    lifetimes = .init(areParentsScopes: areParentsScopes)
    saturation = .init(thresholds)
    timeouts = .init(thresholds)
    joins = .init(thresholds)
    errors = .init(thresholds)
    leaks = .init(thresholds)
    retries = .init(thresholds)
    starvation = .init(thresholds)
    connections = .init(thresholds)
    swallowing = .init(thresholds)
    swallowing.isProvenByWaits = areParentsScopes
    abandonment = .init(thresholds)
    growth = .init(thresholds)
    turns = .init(thresholds)
    turns.isActive = !isSimulated
  }

  /// Visits all lints, in the order in which they check an instant. This is the only list of them.
  mutating func visit(_ visitor: inout some LintVisitor) {
    visitor.visit(&workers)
    visitor.visit(&cancellations)
    visitor.visit(&lifetimes)
    visitor.visit(&saturation)
    visitor.visit(&timeouts)
    visitor.visit(&joins)
    visitor.visit(&errors)
    visitor.visit(&leaks)
    visitor.visit(&retries)
    visitor.visit(&starvation)
    visitor.visit(&connections)
    visitor.visit(&swallowing)
    visitor.visit(&abandonment)
    visitor.visit(&growth)
    visitor.visit(&turns)
  }

  /// Whether there is nothing to do at an instant unless an event is of interest.
  @inline(__always)
  func isQuiet(at now: VirtualInstant) -> Bool { nextDue >= now && !joins.isStalled }

  /// Notes that an event happens now: if the run had stalled, it continues.
  mutating func revive(at now: VirtualInstant) {
    if joins.isStalled { joins.revived(now, &board) }
  }

  /// Folds one event; those of tasks and queues have methods of their own.
  mutating func fold(_ event: Event, _ now: VirtualInstant, _ ledgers: inout Ledgers) {
    switch event.kind {
    case .pool(let pool, let event): fold(pool, event, now, &ledgers)
    case .timeout(let timeout, let event): fold(timeout, event, now, &ledgers)
    case .request(let task, let event): fold(task, event, now, &ledgers)
    case .error(let task, let event): fold(task, event, now, &ledgers)
    case .worker(let worker, let event): fold(worker, event, now, &ledgers)
    case .source(let event): fold(event, now, &ledgers)
    case .task, .queue, .batch, .shutdown, .input: break
    }
  }

  /// Notes that nothing can run again unless a knob is turned.
  mutating func stall(at now: VirtualInstant, in ledgers: Ledgers) {
    joins.stalled(now, ledgers, &board)
  }
}

// MARK: Plain steps

extension Lints {
  /// Notes that a task waits for its turn.
  @inline(__always)
  mutating func becameReady(_ now: VirtualInstant) {
    workers.becameReady()
    turns.becameReady(now)
  }

  /// Notes that a task got its turn, with the stay in which it was ready.
  @inline(__always)
  mutating func gotTurn(after stay: TaskStay, _ now: VirtualInstant, _ ledgers: inout Ledgers) {
    leftReady(now)
    if turns.isLate(stay, now) { waitedLong(stay, now, &ledgers) }
  }

  /// Notes that a task began to sleep.
  @inline(__always)
  mutating func fellAsleep(
    _ task: TaskID, _ wait: Wait, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    cancellations.suspended(task, wait, now, &ledgers)
    checkAgain(by: cancellations.nextDue)
  }

  @inline(__always)
  private mutating func leftReady(_ now: VirtualInstant) {
    workers.leftReady()
    turns.leftReady(now)
  }

  @inline(never)
  private mutating func waitedLong(
    _ stay: TaskStay, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    turns.waited(stay, now, ledgers, &board)
    checkAgain(by: turns.nextDue)
  }
}

// MARK: Tasks

extension Lints {
  /// Folds one event of a task, with the stay that it ended. That a task waits or is ready counts
  /// only if the ledgers know the task, since only they say when that ends.
  @inline(__always)
  mutating func fold(
    _ task: TaskID, _ event: TaskEvent, ended stay: TaskStay?, _ now: VirtualInstant,
    _ ledgers: inout Ledgers
  ) {
    if let stay { left(stay, now, &ledgers) }
    switch event.step {
    case .resumed:
      if let stay, turns.isLate(stay, now) { waitedLong(stay, now, &ledgers) }
    case .becameReady:
      if stay != nil { becameReady(now) }
    case .suspended(let wait):
      if stay != nil { suspended(task, on: wait, now, &ledgers) }
    case .began, .finished, .cleanupStarted, .cleanupEnded, nil:
      foldRare(task, event, now, &ledgers)
    }
  }

  @inline(never)
  private mutating func foldRare(
    _ task: TaskID, _ event: TaskEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    switch event.step {
    case .resumed, .becameReady, .suspended, .began: break
    case .finished:
      cancellations.settled(task, now, &board)
      lifetimes.finished(task, now, ledgers, &board)
      swallowing.settled(task, now, &board)
      leaks.finished(task, now, ledgers)
      for queue in joins.finished(task, now) {
        abandonment.settled(queue, isAbandoned: true, now, &board)
      }
      timeouts.cleanupEnded(task, now, ledgers)
      checkAgain(
        by: min(joins.nextDue, timeouts.nextDue, min(abandonment.nextDue, leaks.nextDue)))
    case .cleanupStarted:
      cancellations.settled(task, now, &board)
      swallowing.settled(task, now, &board)
    case .cleanupEnded:
      timeouts.cleanupEnded(task, now, ledgers)
      checkAgain(by: timeouts.nextDue)
    case nil: cancelled(task, event, now, &ledgers)
    }
  }

  private mutating func cancelled(
    _ task: TaskID, _ event: TaskEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    if case .cancellationRequested = event {
      cancellations.requested(task, now, ledgers)
      lifetimes.cancelled(task, now, &board)
      checkAgain(by: cancellations.nextDue)
    } else if case .cancellationNoticed = event {
      cancellations.settled(task, now, &board)
      swallowing.noticed(task, now, ledgers)
      checkAgain(by: swallowing.nextDue)
    } else if case .cancellationSwallowed = event {
      cancellations.settled(task, now, &board)
      swallowing.swallowed(task, now, ledgers, &board)
    }
  }

  @inline(__always)
  private mutating func suspended(
    _ task: TaskID, on wait: Wait, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    cancellations.suspended(task, wait, now, &ledgers)
    joins.suspended(task, wait, now, &ledgers, &board)
    waitersChanged(of: wait, now, &ledgers)
    checkAgain(by: min(cancellations.nextDue, joins.nextDue))
  }

  @inline(__always)
  private mutating func left(_ stay: TaskStay, _ now: VirtualInstant, _ ledgers: inout Ledgers) {
    if stay.state == .ready { leftReady(now) }
    guard stay.state == .waiting, let wait = stay.wait else { return }
    joins.left(stay.task, wait, now, &board)
    waitersChanged(of: wait, now, &ledgers)
    checkAgain(by: joins.nextDue)
  }

  /// Notes that a task began to wait for something, or no longer waits.
  @inline(__always)
  private mutating func waitersChanged(
    of wait: Wait, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    switch wait {
    case .poolAcquire(let pool):
      starvation.waited(pool, now, ledgers)
      leaks.waited(now)
      checkAgain(by: min(starvation.nextDue, leaks.nextDue))
    case .sleep, .queuePut, .queueGet, .join, .child, .work, .batch, .children, .offload, .other:
      break
    }
  }
}

// MARK: Queues

extension Lints {
  /// Folds one event of a queue.
  mutating func fold(
    _ queue: QueueID, _ event: QueueEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    switch event {
    case .enqueued(let task, _, let depth): enqueued(queue, by: task, depth, now, &ledgers)
    case .dequeued(let task, let item, let depth):
      dequeued(queue, by: task, item, depth, now, &ledgers)
    case .done(let task, let item, let unfinished):
      done(queue, by: task, item, unfinished, now, &ledgers)
    case .closed: break
    case .dropped(_, _, _, let depth):
      joins.dropped(queue, depth, now)
      settled(queue, depth, isAbandoned: joins.isAbandoned(queue), now)
    case .counted(let enqueued, let dequeued, let done, let depth, _):
      joins.counted(
        queue, enqueued: enqueued, dequeued: dequeued, done: done, depth, now, &board)
      settled(queue, depth, isAbandoned: joins.isAbandoned(queue), now)
    case .created(let name, _, let depth, let capacity, _, _):
      let predecessor = ledgers.queues[queue]?.predecessor
      saturation.created(queue, name, capacity, depth, after: predecessor, now)
      growth.created(queue, capacity, after: predecessor, now, &board)
      joins.created(queue, depth, after: predecessor)
      abandonment.settled(queue, isAbandoned: joins.isAbandoned(queue), now, &board)
    case .reconfigured(let capacity, _):
      saturation.reconfigured(queue, capacity, now)
      growth.created(queue, capacity, after: nil, now, &board)
    }
    checkAgain(
      by: min(saturation.nextDue, joins.nextDue, min(abandonment.nextDue, growth.nextDue)))
  }

  /// Notes that a task put an item into a queue.
  mutating func enqueued(
    _ queue: QueueID, by task: TaskID, _ depth: UInt32, _ now: VirtualInstant,
    _ ledgers: inout Ledgers
  ) {
    let isAbandoned = joins.enqueued(queue, by: task, depth, now, &ledgers)
    settled(queue, depth, isAbandoned: isAbandoned, now)
    checkAgain(by: joins.nextDue)
  }

  /// Notes that a task took an item from a queue.
  mutating func dequeued(
    _ queue: QueueID, by task: TaskID, _ item: ItemID, _ depth: UInt32, _ now: VirtualInstant,
    _ ledgers: inout Ledgers
  ) {
    let isAbandoned = joins.dequeued(queue, item, by: task, depth, now, &ledgers, &board)
    settled(queue, depth, isAbandoned: isAbandoned, now)
    checkAgain(by: joins.nextDue)
  }

  /// Notes that a task marked an item done.
  mutating func done(
    _ queue: QueueID, by task: TaskID, _ item: ItemID, _ unfinished: UInt32,
    _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    joins.done(queue, item, by: task, unfinished, now, &ledgers, &board)
    checkAgain(by: joins.nextDue)
  }

  /// Notes the depth of a queue, after the joins have noted what changed it.
  @inline(__always)
  private mutating func settled(
    _ queue: QueueID, _ depth: UInt32, isAbandoned: Bool, _ now: VirtualInstant
  ) {
    saturation.settled(queue, depth, now)
    growth.settled(queue, depth, now)
    abandonment.settled(queue, isAbandoned: isAbandoned, now, &board)
    checkAgain(by: min(saturation.nextDue, min(abandonment.nextDue, growth.nextDue)))
  }
}

// MARK: Pools

extension Lints {
  private mutating func fold(
    _ pool: PoolID, _ event: PoolEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    if case .acquired(_, let resource) = event {
      connections.acquired(pool, now)
      leaks.reclaimed(pool, resource, now, ledgers, &board)
    } else if case .released(_, let resource) = event {
      leaks.reclaimed(pool, resource, now, ledgers, &board)
    } else if case .leaked(let task, let resource) = event {
      leaks.leaked(pool, task, resource, now, ledgers, &board)
    } else if case .connectionOpened = event {
      connections.opened(pool, now, ledgers)
    } else if case .connectionClosed(_, let resource, let cause) = event {
      connections.closed(pool, cause, now, &board)
      leaks.reclaimed(pool, resource, now, ledgers, &board)
    } else if case .created(let name, _, _, _) = event {
      let predecessor = ledgers.pools[pool]?.predecessor
      starvation.created(pool, after: predecessor, now)
      connections.created(pool, name, after: predecessor)
    }
    checkAgain(by: min(starvation.nextDue, connections.nextDue))
  }
}

// MARK: Deadlines, retries, errors, workers

extension Lints {
  private mutating func fold(
    _ timeout: TimeoutID, _ event: TimeoutEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    if case .fired = event {
      timeouts.fired(timeout, now, ledgers)
    } else if event.isOver {
      timeouts.ended(timeout, now, &board)
    }
    checkAgain(by: timeouts.nextDue)
  }

  private mutating func fold(
    _ task: TaskID, _ event: RequestEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    if case .attemptStarted(let attempt) = event {
      retries.started(task, attempt, now, ledgers)
    } else if case .retryScheduled(_, let delay) = event {
      retries.scheduled(task, delay, now, ledgers, &board)
    }
    checkAgain(by: retries.nextDue)
  }

  private mutating func fold(
    _ task: TaskID, _ event: ErrorEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    if case .unobserved(let error) = event {
      errors.unobserved(task, error, now, ledgers, &board)
    }
    checkAgain(by: errors.nextDue)
  }

  private mutating func fold(
    _ worker: WorkerID, _ event: WorkerEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers
  ) {
    if case .occupied(let task, _, _) = event {
      workers.occupied(worker, by: task, now, ledgers)
      turns.occupied(worker, now, ledgers)
    } else if case .freed = event {
      turns.freed(worker, now)
      workers.freed(worker, now, ledgers, &board)
    }
    checkAgain(by: workers.nextDue)
  }

  private mutating func fold(_ event: SourceEvent, _ now: VirtualInstant, _ ledgers: inout Ledgers)
  {
    switch event {
    case .snapshotBegan: isInSnapshot = true
    case .snapshotEnded:
      isInSnapshot = false
      var visitor = Reconciling(ledgers: ledgers, now: now, board: board)
      board = FindingBoard()
      visit(&visitor)
      board = visitor.board
      findNextDue()
    case .pulse: break
    }
  }
}

// MARK: Time

extension Lints {
  /// Uses other thresholds from now on. Findings already raised are cleared when their cause ends.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    var visitor = Retuning(thresholds: thresholds.ordered, now: now)
    visit(&visitor)
    findNextDue()
  }

  /// Checks everything that is due before an event.
  ///
  /// What happened between the last event and a snapshot was not seen: it is not judged.
  mutating func pass(to now: VirtualInstant, before event: Event, in ledgers: Ledgers) {
    if case .source(.snapshotBegan(_, let since)) = event.kind {
      pass(to: min(since, now), in: ledgers)
    } else {
      pass(to: now, in: ledgers)
    }
  }

  /// Checks everything that is due before an instant, in the order of the due times.
  @inline(__always)
  mutating func pass(to now: VirtualInstant, in ledgers: Ledgers) {
    guard nextDue < now, !isInSnapshot else { return }
    checkAllDue(before: now, ledgers)
  }

  private mutating func checkAllDue(before now: VirtualInstant, _ ledgers: Ledgers) {
    // One visitor for all instants, so that the ledgers are copied once. The board has one owner,
    // so that it is never copied.
    var visitor = Checking(ledgers: ledgers, board: board, step: .pass(nextDue))
    board = Lints.noBoard
    while nextDue < now {
      visitor.step = .pass(nextDue)
      visit(&visitor)
      findNextDue()
    }
    visitor.step = .resume(now)
    visit(&visitor)
    board = visitor.board
    findNextDue()
  }

  private static let noBoard = FindingBoard()

  /// Notes that a lint has something to check after an instant. An unnecessary check costs little,
  /// so an instant once noted stays.
  @inline(__always)
  private mutating func checkAgain(by due: VirtualInstant) { nextDue = min(nextDue, due) }

  private mutating func findNextDue() { nextDue = earliestDue() }

  /// The first instant after which any lint has something to check.
  mutating func earliestDue() -> VirtualInstant {
    var visitor = Earliest()
    visit(&visitor)
    return visitor.due
  }
}

/// Does the same thing to every lint, whatever its type.
protocol LintVisitor {
  mutating func visit(_ lint: inout some LintRule)
}

private struct Checking: LintVisitor {
  enum Step {
    /// Check what is due at an instant.
    case pass(VirtualInstant)
    /// Continue with what was left undecided, after an instant.
    case resume(VirtualInstant)
  }

  let ledgers: Ledgers
  var board: FindingBoard
  var step: Step

  mutating func visit(_ lint: inout some LintRule) {
    switch step {
    case .pass(let due): if lint.nextDue <= due { lint.pass(due, ledgers, &board) }
    case .resume(let now): lint.resume(after: now, ledgers)
    }
  }
}

private struct Retuning: LintVisitor {
  let thresholds: LintThresholds
  let now: VirtualInstant

  mutating func visit(_ lint: inout some LintRule) { lint.use(thresholds, at: now) }
}

private struct Reconciling: LintVisitor {
  let ledgers: Ledgers
  let now: VirtualInstant
  var board: FindingBoard

  mutating func visit(_ lint: inout some LintRule) {
    lint.reconcile(with: ledgers, at: now, &board)
  }
}

private struct Earliest: LintVisitor {
  var due = VirtualInstant.endOfTime

  mutating func visit(_ lint: inout some LintRule) { due = min(due, lint.nextDue) }
}
