import WeirEvents

/// All lints of a run, side by side.
///
/// What depends on time is looked at when virtual time has passed its instant, before anything that happens later: so
/// an event at that very instant still counts, and how events come in batches does not. The ledgers are those after
/// the event, or, when time passes, those before the next one.
struct Lints: Sendable {
  var board = FindingBoard()
  private var workers: BlockedWorkerLint
  private var cancellations: UnnoticedCancellationLint
  private var lifetimes = OutlivingTaskLint()
  private var saturation: SaturatedQueueLint
  private var timeouts: TimedOutWorkLint
  private(set) var joins: DeadlockLint
  private var faults: FaultLints
  /// The first instant after which something has to be looked at.
  private(set) var nextDue = VirtualInstant.endOfTime

  init(thresholds: LintThresholds) {
    let thresholds = thresholds.ordered
    workers = BlockedWorkerLint(thresholds)
    cancellations = UnnoticedCancellationLint(thresholds)
    saturation = SaturatedQueueLint(thresholds)
    timeouts = TimedOutWorkLint(thresholds)
    joins = DeadlockLint(thresholds)
    faults = FaultLints(thresholds)
  }

  /// Judges by other thresholds from now on. What has been found already goes when its cause does.
  mutating func use(_ thresholds: LintThresholds, at now: VirtualInstant) {
    let thresholds = thresholds.ordered
    workers.use(thresholds)
    cancellations.use(thresholds)
    saturation.use(thresholds, at: now)
    timeouts.use(thresholds)
    joins.use(thresholds)
    faults.use(thresholds, at: now)
    findNextDue()
  }

  /// Takes in one event. It changes nothing in the ledgers: they are inout so that no event copies them.
  mutating func fold(_ event: Event, ended stay: TaskStay?, in ledgers: inout Ledgers) {
    board.eventCount += 1
    if joins.isStalled { joins.revived(event.instant, &board) }
    if let stay { leave(stay, event, &ledgers) }
    switch event.kind {
    case .task(_, .resumed): break
    case .task(_, .becameReady): workers.becameReady()
    case .task(let task, .suspended(let wait, _)):
      cancellations.suspended(task, wait, event.instant, &ledgers)
      joins.suspended(task, wait, event.instant, &ledgers, &board)
      if case .poolAcquire(let pool) = wait { faults.waited(pool, event.instant, ledgers) }
    case .queue(let queue, .enqueued(let task, _, let depth)):
      saturation.settled(queue, depth, event.instant)
      joins.enqueued(queue, by: task, depth, event.instant)
    case .queue(let queue, .dequeued(let task, _, let depth)):
      saturation.settled(queue, depth, event.instant)
      joins.dequeued(queue, by: task, depth, event.instant, &ledgers, &board)
    case .queue(let queue, .done(let task, _, let unfinished)):
      joins.done(queue, by: task, unfinished, event.instant, &board)
    default:
      foldRare(event, in: ledgers)
    }
    findNextDue()
  }
}

extension Lints {
  private mutating func leave(_ stay: TaskStay, _ event: Event, _ ledgers: inout Ledgers) {
    if stay.state == .ready { workers.leftReady() }
    guard stay.state == .waiting, let wait = stay.wait else { return }
    joins.left(stay.task, wait, event.instant, &board)
    if case .poolAcquire(let pool) = wait { faults.waited(pool, event.instant, ledgers) }
  }

  private mutating func foldRare(_ event: Event, in ledgers: Ledgers) {
    let now = event.instant
    switch event.kind {
    case .task(let task, .finished):
      cancellations.settled(task, now, &board)
      lifetimes.finished(task, now, ledgers, &board)
      joins.finished(task, now)
    case .task(let task, .cancellationRequested):
      cancellations.requested(task, now, ledgers)
      lifetimes.requested(task, now, ledgers, &board)
    case .task(let task, .cancellationNoticed), .task(let task, .cleanupStarted):
      cancellations.settled(task, now, &board)
    case .task(let task, .cleanupEnded): timeouts.cleanupEnded(task, now, ledgers)
    case .timeout(let timeout, .fired): timeouts.fired(timeout, now, ledgers)
    case .timeout(let timeout, .workEnded): timeouts.ended(timeout, now, &board)
    case .worker(let worker, .occupied(let task, _)):
      workers.occupied(worker, by: task, now, ledgers)
    case .worker(let worker, .freed): workers.freed(worker, now, ledgers, &board)
    case .queue(let queue, .dropped(_, _, _, let depth)):
      saturation.settled(queue, depth, now)
      joins.dropped(queue, depth, now)
    default: foldRarest(event, in: ledgers)
    }
  }

  private mutating func foldRarest(_ event: Event, in ledgers: Ledgers) {
    switch event.kind {
    case .queue(let queue, .created(let name, _, _, let capacity, _, _)):
      let predecessor = ledgers.queues[queue]?.predecessor
      saturation.created(queue, name, capacity, after: predecessor, event.instant)
      joins.created(queue, after: predecessor)
    case .queue(let queue, .reconfigured(let capacity, _)):
      saturation.reconfigured(queue, capacity, event.instant)
    default: faults.fold(event, in: ledgers, &board)
    }
  }
}

extension Lints {
  // No getter: without optimization one would copy all lints for each event.
  @inline(__always)
  private mutating func findNextDue() {
    nextDue = min(
      min(workers.nextDue, cancellations.nextDue), min(saturation.nextDue, timeouts.nextDue),
      min(joins.nextDue, faults.nextDue))
  }

  /// Looks at everything whose instant lies before another, in the order of their instants.
  @inline(__always)
  mutating func pass(to now: VirtualInstant, in ledgers: Ledgers) {
    guard nextDue < now else { return }
    lookAtAllDue(before: now, ledgers)
  }

  private mutating func lookAtAllDue(before now: VirtualInstant, _ ledgers: Ledgers) {
    while nextDue < now {
      let due = nextDue
      workers.pass(due, ledgers, &board)
      cancellations.pass(due, ledgers, &board)
      saturation.pass(due, &board)
      timeouts.pass(due, ledgers, &board)
      joins.pass(due, ledgers, &board)
      faults.pass(due, ledgers, &board)
      findNextDue()
    }
  }

  /// Nothing can ever run again unless somebody turns a knob.
  mutating func stall(at now: VirtualInstant, in ledgers: Ledgers) {
    joins.stalled(now, ledgers, &board)
  }
}
