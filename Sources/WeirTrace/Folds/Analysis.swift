/// Everything that is known about a run, folded from its events: who lives, what waits, what was measured, what is wrong.
///
/// The dashboard, the summary and the log's findings all come from here, live, in replay and headless alike. It
/// depends on the events and their instants alone, never on how they were handed on in batches. Constant time an
/// event; its size depends on what lives, not on what has been.
public struct Analysis: Sendable {
  public private(set) var tasks: TaskLedger
  public private(set) var queues = QueueLedger()
  public private(set) var timeouts = TimeoutLedger()
  public private(set) var workers = WorkerLedger()
  public private(set) var metrics = Metrics()
  /// The findings that hold now, in the order in which they were raised.
  public private(set) var findings: [Finding] = []
  /// How many events were folded.
  public private(set) var eventCount = 0
  /// The instant up to which the run is known.
  public private(set) var now = VirtualInstant.zero
  public private(set) var state = RunState.running
  private var changes: [TimedFindingChange] = []

  /// Begins before the first event of a run.
  public init(thresholds: LintThresholds = .init(), retainedTasks: Int = 64) {
    tasks = TaskLedger(retained: retainedTasks)
  }

  /// Takes in some events, and how far the run has come with them.
  public mutating func fold(_ batch: EventBatch) {
    for event in batch.events { fold(event) }
    advance(to: batch.now, state: batch.state)
  }

  /// Takes in one event.
  public mutating func fold(_ event: Event) {
    now = event.instant
    let stay = tasks.fold(event)
    queues.fold(event, ended: stay)
    timeouts.fold(event, tasks: tasks)
    workers.fold(event)
    metrics.fold(event, ended: stay)
    eventCount += 1
  }

  /// Takes in that the run has come to an instant, with no event since the last one, and whether it goes on.
  public mutating func advance(to now: VirtualInstant, state: RunState) {
    self.now = max(self.now, now)
    self.state = state
  }

  /// Hands out how the findings changed since this was last called, in order.
  public mutating func takeFindingChanges() -> [TimedFindingChange] {
    defer { changes.removeAll(keepingCapacity: true) }
    return changes
  }
}
