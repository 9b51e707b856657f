import DequeModule
import WeirAnalysis
import WeirEvents
import WeirWording

/// What one task does while its page is open: its life as far back as it is known, and its last 50
/// events.
struct TaskWatch: Sendable {
  private static let capacity = 50

  let task: TaskID
  /// What it did, in a lane of its own.
  private(set) var lane: Lane
  /// The oldest first.
  private(set) var entries: Deque<NamedEvent>

  /// Starts with what lanes and the tail have kept of the task; `nil` if the task is no longer
  /// known.
  init?(_ task: TaskID, in run: RunHistory) {
    guard let record = run.analysis.tasks[task] else { return nil }
    self.task = task
    lane = run.lanes[task]?.present ?? Lane(of: record)
    entries = Deque(run.tail.latest(TaskWatch.capacity, about: task))
  }

  /// Folds an event that the analysis has already folded. Events that are not about the task change
  /// nothing.
  mutating func fold(_ event: Event, in analysis: Analysis) {
    let who = EventSubjects(event.kind)
    guard who.task == task || who.other == task else { return }
    if who.task == task { foldLane(event, in: analysis.tasks) }
    guard let entry = NamedEvent(event, in: analysis) else { return }
    if let last = entries.last, let merged = last.merged(with: entry) {
      entries[entries.count - 1] = merged
    } else {
      entries.append(entry)
      if entries.count > TaskWatch.capacity { entries.removeFirst() }
    }
  }

  private mutating func foldLane(_ event: Event, in tasks: TaskLedger) {
    if case .timeout(_, .fired) = event.kind { lane.mark(.timedOut, at: event.instant) }
    guard case .task(_, let kind) = event.kind, let record = tasks[task] else { return }
    lane.name = record.name
    if kind.step != nil { lane.enter(Activity(record), at: event.instant) }
  }
}
