import DequeModule
import WeirAnalysis
import WeirEvents

/// What one task does while somebody looks at it: its life from as early on as is known, and its last 50 events.
struct TaskWatch: Sendable {
  private static let capacity = 50

  let task: TaskID
  /// What it did, by itself in a lane.
  private(set) var lane: Lane
  /// The oldest first.
  private(set) var entries: Deque<EventTail.Entry>
  /// Its timeouts that are open.
  private(set) var timeouts: [TimeoutID]

  /// Begins with what lanes and the tail have kept of the task; nothing where the task is not known any more.
  init?(_ task: TaskID, in run: RunPicture) {
    guard let record = run.analysis.tasks[task] else { return nil }
    self.task = task
    lane = run.lanes[task]?.present ?? Lane(of: record)
    entries = Deque(run.tail.latest(TaskWatch.capacity, about: task))
    timeouts = run.analysis.timeouts.open.filter { $0.task == task }.map(\.id)
  }

  /// Takes in one event, which the analysis has taken in before; those that are not about the task change nothing.
  mutating func fold(_ event: Event, in analysis: Analysis) {
    let who = EventSubjects(event.kind)
    guard who.task == task || who.other == task else { return }
    if who.task == task {
      foldLane(event, in: analysis.tasks)
      foldTimeouts(event.kind)
    }
    guard let entry = EventTail.Entry(event, in: analysis) else { return }
    if let last = entries.last, let merged = last.merged(with: entry) {
      entries[entries.count - 1] = merged
    } else {
      entries.append(entry)
      if entries.count > TaskWatch.capacity { entries.removeFirst() }
    }
  }

  private mutating func foldLane(_ event: Event, in tasks: TaskLedger) {
    switch event.kind {
    case .task(_, .becameReady), .task(_, .resumed), .task(_, .suspended), .task(_, .finished),
      .task(_, .cleanupStarted):
      guard let record = tasks[task] else { return }
      lane.enter(Activity(record), at: event.instant)
    case .timeout(_, .fired): lane.mark(.timedOut, at: event.instant)
    default: break
    }
  }

  private mutating func foldTimeouts(_ kind: Event.Kind) {
    switch kind {
    case .timeout(let id, .armed): timeouts.append(id)
    case .timeout(let id, .met), .timeout(let id, .cancelled), .timeout(let id, .workEnded):
      timeouts.removeAll { $0 == id }
    default: break
    }
  }
}
