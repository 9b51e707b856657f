public import WeirEvents

/// Everything that is known about a run, folded from its events: who lives, what waits, what was measured, what is wrong.
///
/// The dashboard, the summary and the log's findings all come from here, live, in replay and headless alike. It
/// depends on the events and their instants alone, never on how they were handed on in batches. Constant time an
/// event; its size depends on what lives, not on what has been.
public struct Analysis: Sendable {
  /// What can be measured.
  public private(set) var metrics = Metrics()
  /// How many events were folded.
  public private(set) var eventCount = 0
  /// The instant up to which the run is known.
  public private(set) var now = VirtualInstant.zero
  public private(set) var state = RunState.running
  @usableFromInline var ledgers: Ledgers
  private var lints: Lints

  /// Begins before the first event of a run.
  ///
  /// In a run of weir a task has to end before its parent. In a log whose parents are only those that
  /// created a task (`parents: creator`) `areParentsScopes` is false: then that holds for the tasks
  /// alone whose origin says that they are structured.
  public init(
    thresholds: LintThresholds = .init(), retainedTasks: Int = 64, areParentsScopes: Bool = true
  ) {
    ledgers = Ledgers(retainedTasks: retainedTasks)
    lints = Lints(thresholds: thresholds, areParentsScopes: areParentsScopes)
  }

  /// Lets the lints judge by other thresholds from now on. What they have found already goes when its cause does.
  public mutating func use(_ thresholds: LintThresholds) { lints.use(thresholds, at: now) }

  /// Takes in some events, and how far the run has come with them.
  ///
  /// Changes of findings that nobody took since the batch before are let go.
  public mutating func fold(_ batch: EventBatch) {
    _ = lints.board.takeChanges()
    for event in batch.events { fold(event) }
    advance(to: batch.now, state: batch.state)
  }

  /// Takes in one event. One whose instant lies before what is known already counts as happening
  /// now: time never goes back, so that what is measured is never negative and always fits. What it
  /// tells of, a wait for example, has lasted since that instant.
  public mutating func fold(_ event: Event) {
    let now = max(event.instant, now)
    // Asked here, so that no event copies the ledgers.
    if lints.nextDue < now { lints.pass(to: now, in: ledgers) }
    self.now = now
    eventCount += 1
    lints.noteEvent(at: now)
    switch event.kind {
    case .task(let id, let task): fold(id, task, since: event.instant)
    case .queue(let id, let queue): fold(id, queue, since: event.instant)
    case .timeout, .pool, .batch, .request, .error, .shutdown, .worker, .input, .source:
      ledgers.fold(event)
      metrics.fold(event, at: now, in: &ledgers)
      lints.fold(event, now, &ledgers)
    }
  }

  // Most events are of tasks and of queues: each is taken apart once for all that fold it.

  @inline(__always)
  private mutating func fold(_ id: TaskID, _ task: TaskEvent, since: VirtualInstant) {
    let stay = ledgers.fold(id, task, at: since)
    metrics.fold(id, task, at: now, since: since, ended: stay, in: &ledgers)
    lints.fold(id, task, ended: stay, now, &ledgers)
  }

  @inline(__always)
  private mutating func fold(_ id: QueueID, _ queue: QueueEvent, since: VirtualInstant) {
    ledgers.fold(id, queue, at: since)
    metrics.fold(id, queue, at: now, in: &ledgers)
    lints.fold(id, queue, now, &ledgers)
  }

  /// Takes in that the run has come to an instant, with no event since the last one, and whether it goes on.
  public mutating func advance(to now: VirtualInstant, state: RunState) {
    self.now = max(self.now, now)
    self.state = state
    lints.pass(to: self.now, in: ledgers)
    if state == .stalled { lints.stall(at: self.now, in: ledgers) }
  }

  /// Hands out how the findings changed since this was last called, in order; at most the changes of the last batch.
  public mutating func takeFindingChanges() -> [TimedFindingChange] { lints.board.takeChanges() }
}

extension Analysis {
  /// All live tasks, and the last few that ended.
  @inlinable public var tasks: TaskLedger { ledgers.tasks }

  /// All queues.
  @inlinable public var queues: QueueLedger { ledgers.queues }

  /// The timeouts that are open, and counts of all.
  @inlinable public var timeouts: TimeoutLedger { ledgers.timeouts }

  /// All pools of connections and kinds of resources.
  @inlinable public var pools: PoolLedger { ledgers.pools }

  /// All batchers.
  @inlinable public var batchers: BatcherLedger { ledgers.batchers }

  /// The graceful shutdowns under way, and the last few.
  @inlinable public var shutdowns: ShutdownLedger { ledgers.shutdowns }

  /// The workers beside the loop, and those of the loop on which something was ever computed.
  @inlinable public var workers: WorkerLedger { ledgers.workers }

  /// The findings that hold now, in the order in which they were raised.
  public var findings: [Finding] { lints.board.findings }

  /// The same with those of one lint and group as one, for people to read.
  public var foldedFindings: [Finding] { lints.board.findings.folded }

  /// Who uses a queue, and how.
  func use(of queue: QueueID) -> QueueUse? { lints.joins.use(of: queue) }

  /// The cycles in which tasks wait now.
  var cyclesOfTasks: [[TaskID]] { lints.joins.waitCycles }
}
