public import WeirEvents

/// Everything that is known about a run, folded from its events: which tasks are alive, what waits,
/// what was measured and what is wrong.
///
/// The dashboard, the summary and the log's findings all come from here, live, in replay and
/// headless alike. The result depends on the events and their instants alone, never on how they
/// were split into batches. The size depends on what is alive, not on what has been.
/// - Complexity: Constant time per event.
public struct Analysis: Sendable {
  /// The measurements.
  public private(set) var metrics = Metrics()
  /// The number of events folded so far.
  public private(set) var eventCount = 0
  /// The instant up to which the run is known.
  public private(set) var now = VirtualInstant.zero
  /// Whether the run is running, has finished, or has stalled.
  public private(set) var state = RunState.running
  @usableFromInline var ledgers: Ledgers
  private var lints: Lints

  /// Creates an analysis of a run before its first event.
  ///
  /// In a run of weir a task has to end before its parent. In a log whose header says `parents:
  /// creator`, a parent is only the task that created another: pass `false` for `areParentsScopes`,
  /// and the rule holds only for tasks whose origin says that they are structured. In a simulation
  /// a task that serves something sleeps in place of I/O; in a real program a sleep is a sleep:
  /// pass `false` for `sleepsStandForIO`. `retainedTasks` is how many ended tasks are kept.
  public init(
    thresholds: LintThresholds = .init(), retainedTasks: Int = 64, areParentsScopes: Bool = true,
    sleepsStandForIO: Bool = true
  ) {
    ledgers = Ledgers(retainedTasks: retainedTasks)
    ledgers.tasks.sleepsStandForIO = sleepsStandForIO
    ledgers.tasks.areParentsScopes = areParentsScopes
    lints = Lints(
      thresholds: thresholds, areParentsScopes: areParentsScopes, isSimulated: sleepsStandForIO)
  }

  /// Makes the lints use other thresholds from now on. Findings already raised are cleared when
  /// their cause ends.
  public mutating func use(_ thresholds: LintThresholds) { lints.use(thresholds, at: now) }

  /// Folds a batch of events, and the instant and state that the run has reached with them.
  ///
  /// Changes of findings not taken since the previous batch are discarded.
  public mutating func fold(_ batch: EventBatch) {
    _ = lints.board.takeChanges()
    for event in batch.events { foldNext(event) }
    advance(to: batch.now, state: batch.state)
  }

  /// Folds one event. An event whose instant is before `now` counts as happening now: time never
  /// goes back, so no measurement is negative or overflows. The state that it starts, such as a
  /// wait, still begins at the event's own instant.
  public mutating func fold(_ event: Event) { foldNext(event) }

  /// Most events concern tasks and items: they are unpacked once for everything that folds them.
  @inline(__always)
  private mutating func foldNext(_ event: Event) {
    now = max(event.instant, now)
    eventCount += 1
    if !lints.isQuiet(at: now) { checkLints(before: event) }
    switch event.kind {
    case .task(let id, let task):
      if !foldPlainStep(id, task, since: event.instant) { fold(id, task, since: event.instant) }
    case .queue(let id, let queue):
      if !foldItem(id, queue) { fold(id, queue, since: event.instant) }
    case .timeout, .pool, .batch, .request, .error, .shutdown, .worker, .input, .source:
      foldOther(event)
    }
  }

  @inline(never)
  private mutating func checkLints(before event: Event) {
    lints.board.eventCount = eventCount - 1
    lints.pass(to: now, before: event, in: ledgers)
    lints.board.eventCount = eventCount
    lints.revive(at: now)
  }

  /// Folds a step that changes nothing but the record of its task and a few counts, and returns
  /// whether it is one: a task falls asleep, wakes up, or gets its turn. Such are two of three
  /// events in most runs.
  @inline(__always)
  private mutating func foldPlainStep(
    _ id: TaskID, _ task: TaskEvent, since: VirtualInstant
  ) -> Bool {
    switch task {
    case .becameReady(let waker):
      let stay = ledgers.tasks.step(id, from: .sleeping, to: .ready, at: since) { record in
        record.wokenBy = waker
      }
      guard stay != nil else { return false }
      lints.becameReady(now)
    case .resumed:
      let stay = ledgers.tasks.step(id, from: .ready, to: .running, at: since) { record in
        record.polls += 1
      }
      guard let stay else { return false }
      metrics.gotTurn(after: stay, at: now)
      lints.gotTurn(after: stay, now, &ledgers)
    case .suspended(.sleep(let until), let place):
      let wait = Wait.sleep(until: until)
      let stay = ledgers.tasks.step(
        id, from: .running, to: .sleeping, on: wait, at: since
      ) { record in
        record.callSite = place
      }
      guard stay != nil else { return false }
      lints.fellAsleep(id, wait, now, &ledgers)
    case .suspended, .created, .finished, .cancellationRequested, .cancellationNoticed,
      .cleanupStarted, .cleanupEnded, .renamed, .cancellationSwallowed:
      return false
    }
    return true
  }

  /// Folds what happens to a single item, and returns whether the event is about one.
  @inline(__always)
  private mutating func foldItem(_ id: QueueID, _ queue: QueueEvent) -> Bool {
    switch queue {
    case .enqueued(let task, let item, let depth):
      ledgers.queues.enqueued(id, depth)
      metrics.enqueued(id, by: task, item, depth, at: now)
      lints.board.eventCount = eventCount
      lints.enqueued(id, by: task, depth, now, &ledgers)
    case .dequeued(let task, let item, let depth):
      ledgers.dequeued(id, by: task, item, depth)
      metrics.dequeued(id, by: task, item, depth, at: now)
      lints.board.eventCount = eventCount
      lints.dequeued(id, by: task, item, depth, now, &ledgers)
    case .done(let task, let item, let unfinished):
      ledgers.queues.done(id, unfinished)
      metrics.done(item, of: id, by: task, at: now, in: &ledgers)
      lints.board.eventCount = eventCount
      lints.done(id, by: task, item, unfinished, now, &ledgers)
    case .created, .reconfigured, .closed, .dropped, .counted: return false
    }
    return true
  }

  @inline(never)
  private mutating func fold(_ id: TaskID, _ task: TaskEvent, since: VirtualInstant) {
    lints.board.eventCount = eventCount
    let stay = ledgers.fold(id, task, at: since)
    metrics.fold(id, task, at: now, since: since, ended: stay, in: &ledgers)
    lints.fold(id, task, ended: stay, now, &ledgers)
  }

  @inline(never)
  private mutating func fold(_ id: QueueID, _ queue: QueueEvent, since: VirtualInstant) {
    lints.board.eventCount = eventCount
    ledgers.fold(id, queue, at: since)
    metrics.fold(id, queue, at: now, in: &ledgers)
    lints.fold(id, queue, now, &ledgers)
  }

  @inline(never)
  private mutating func foldOther(_ event: Event) {
    lints.board.eventCount = eventCount
    ledgers.fold(event)
    metrics.fold(event, at: now, in: &ledgers)
    lints.fold(event, now, &ledgers)
  }

  /// Advances to an instant that the run reached without a further event, with the state of the run
  /// there.
  public mutating func advance(to now: VirtualInstant, state: RunState) {
    self.now = max(self.now, now)
    self.state = state
    lints.board.eventCount = eventCount
    lints.pass(to: self.now, in: ledgers)
    if state == .stalled { lints.stall(at: self.now, in: ledgers) }
  }

  /// Passes what takes the most room of a copy that is kept through a transfer: nothing but counts
  /// may be used while it is away.
  package mutating func pass(through transfer: inout ByteTransfer) {
    ledgers.tasks.pass(through: &transfer)
    metrics.pass(through: &transfer)
  }

  /// Returns the changes of findings since the last call, in order; at most those of the last
  /// batch.
  public mutating func takeFindingChanges() -> [TimedFindingChange] { lints.board.takeChanges() }
}

extension Analysis {
  /// All live tasks, and the most recently ended ones.
  @inlinable public var tasks: TaskLedger { _read { yield ledgers.tasks } }

  /// All queues.
  @inlinable public var queues: QueueLedger { _read { yield ledgers.queues } }

  /// The open timeouts, and counts of all of them.
  @inlinable public var timeouts: TimeoutLedger { _read { yield ledgers.timeouts } }

  /// All connection pools and kinds of resources.
  @inlinable public var pools: PoolLedger { _read { yield ledgers.pools } }

  /// All batchers.
  @inlinable public var batchers: BatcherLedger { _read { yield ledgers.batchers } }

  /// The graceful shutdowns in progress, and the most recent ones.
  @inlinable public var shutdowns: ShutdownLedger { _read { yield ledgers.shutdowns } }

  /// The background workers, and those workers of the loop that have ever run a computation.
  @inlinable public var workers: WorkerLedger { _read { yield ledgers.workers } }

  /// The current findings, in the order in which they were raised.
  public var findings: [Finding] { lints.board.findings }

  /// The current findings for display: those of one lint and group are folded into one.
  public var foldedFindings: [Finding] { lints.board.findings.folded }

  /// Which tasks use a queue, and how; `nil` if nothing is known about it.
  func use(of queue: QueueID) -> QueueUse? { lints.joins.use(of: queue) }

  /// The cycles of tasks that wait for each other now.
  var cyclesOfTasks: [[TaskID]] { lints.joins.waitCycles }
}
