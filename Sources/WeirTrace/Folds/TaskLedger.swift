import DequeModule

/// All live tasks of a run, and the last few that ended, folded from events.
///
/// It holds what lives, and of what has ended the last `retained`: its size has a limit that does not grow with the
/// run. Constant time an event.
public struct TaskLedger: Sendable {
  /// How many ended tasks are kept.
  public let retained: Int
  private var table = TaskTable<TaskRecord>()
  private var ended: Deque<TaskID> = []
  /// How many tasks live.
  public private(set) var liveCount = 0

  public init(retained: Int = 64) {
    self.retained = retained
  }

  /// The record of a task that lives or has ended lately.
  public subscript(id: TaskID) -> TaskRecord? { table[id] }

  /// The records in the order of creation.
  public var records: some Sequence<TaskRecord> { table.values }

  /// Takes in one event; those that are not about tasks change nothing.
  public mutating func fold(_ event: Event) {
    let now = event.instant
    switch event.kind {
    case .taskCreated(let id, let name, let role, let parent):
      table[id] = TaskRecord(id: id, name: name, role: role, parent: parent, created: now)
      liveCount += 1
    case .taskBecameReady(let id):
      table.update(id) { $0.enter(.ready, at: now) }
    case .taskResumed(let id):
      table.update(id) { record in
        record.enter(.running, at: now)
        record.polls += 1
      }
    case .taskSuspended(let id, let wait, let callSite):
      table.update(id) { record in
        record.enter(TaskState(wait), at: now)
        record.wait = wait
        record.callSite = callSite
      }
    case .taskFinished(let id, let outcome, let error):
      table.update(id) { record in
        record.enter(TaskState(outcome), at: now)
        record.error = error
      }
      retire(id)
    case .cancellationRequested(let id, let by):
      table.update(id) { record in
        guard record.cancellation == nil else { return }
        record.cancellation = .init(requestedBy: by, requested: now)
      }
    case .cancellationNoticed(let id):
      table.update(id) { record in
        if record.cancellation?.noticed == nil { record.cancellation?.noticed = now }
      }
    case .cleanupStarted(let id):
      table.update(id) { $0.cancellation?.cleanupStarted = now }
    case .cleanupEnded(let id):
      table.update(id) { $0.cancellation?.cleanupEnded = now }
    default:
      break
    }
  }

  private mutating func retire(_ id: TaskID) {
    liveCount -= 1
    ended.append(id)
    while ended.count > retained, let oldest = ended.popFirst() { table[oldest] = nil }
  }
}

extension TaskRecord {
  /// Books the time in the old state and begins the new one.
  mutating func enter(_ new: TaskState, at now: VirtualInstant) {
    let spent = since.duration(to: now)
    switch state {
    case .working, .running: busy += spent
    case .ready, .created: ready += spent
    case .sleeping, .waiting: idle += spent
    case .finished, .failed, .cancelled, .timedOut: break
    }
    state = new
    since = now
    wait = nil
  }
}

extension TaskState {
  init(_ wait: Wait) {
    switch wait {
    case .sleep: self = .sleeping
    case .work: self = .working
    case .queuePut, .queueGet, .join, .child: self = .waiting
    }
  }

  init(_ outcome: TaskOutcome) {
    switch outcome {
    case .completed: self = .finished
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    case .timedOut: self = .timedOut
    }
  }
}
