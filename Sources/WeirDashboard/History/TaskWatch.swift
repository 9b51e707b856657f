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
  /// Of each of them the number of its event, or 0 for those from before the page was opened.
  private var numbers: Deque<Int>

  /// Starts with what lanes and the tail have kept of the task; `nil` if the task is no longer
  /// known.
  init?(_ task: TaskID, in run: RunHistory) {
    self.init(task, in: run.analysis.tasks, run.lanes, run.tail)
  }

  /// Starts with what lanes and a tail have kept of a task; `nil` if the task is not known.
  init?(_ task: TaskID, in tasks: TaskLedger, _ lanes: LaneBoard, _ tail: EventTail) {
    guard let record = tasks[task] else { return nil }
    self.task = task
    lane = lanes[task]?.present ?? Lane(of: record)
    entries = Deque(tail.latest(TaskWatch.capacity, about: task))
    numbers = Deque(repeating: 0, count: entries.count)
  }

  /// Folds an event that the analysis has already folded. Events that are not about the task change
  /// nothing.
  mutating func fold(_ event: Event, in analysis: Analysis) {
    let who = EventSubjects(event.kind)
    guard who.task == task || who.other == task else { return }
    if who.task == task { foldLane(event, in: analysis.tasks) }
    guard let entry = NamedEvent(event, in: analysis) else { return }
    append(entry, number: analysis.eventCount)
  }

  private mutating func append(_ entry: NamedEvent, number: Int) {
    if let last = entries.last, let merged = last.merged(with: entry) {
      entries[entries.count - 1] = merged
      return
    }
    entries.append(entry)
    numbers.append(number)
    guard entries.count > TaskWatch.capacity else { return }
    entries.removeFirst()
    numbers.removeFirst()
  }

  private mutating func foldLane(_ event: Event, in tasks: TaskLedger) {
    if case .timeout(_, .fired) = event.kind { lane.mark(.timedOut, at: event.instant) }
    guard case .task(_, let kind) = event.kind, let record = tasks[task] else { return }
    lane.name = record.name
    if kind.step != nil { lane.enter(Activity(record), at: event.instant) }
  }
}

// MARK: Further back

extension TaskWatch {
  /// Whether it has as many events as it keeps.
  var isFull: Bool { entries.count >= TaskWatch.capacity }

  /// Adds what the task did before.
  ///
  /// - Parameter former: What it did up to where this begins.
  mutating func precede(with former: TaskWatch, takesLane: Bool) {
    var all = former
    for (entry, number) in zip(entries, numbers) { all.append(entry, number: number) }
    (entries, numbers) = (all.entries, all.numbers)
    guard takesLane else { return }
    var lane = former.lane
    lane.continue(as: self.lane)
    self.lane = lane
  }

  /// Replaces what the task did up to an event by what was found further back.
  ///
  /// - Parameters:
  ///   - count: The number of that event.
  ///   - isNewest: Whether no event has followed.
  mutating func replace(through count: Int, with found: TaskWatch, isNewest: Bool) {
    let later = zip(entries, numbers).drop { $1 <= count }
    (entries, numbers) = (found.entries, Deque(repeating: 0, count: found.entries.count))
    for (entry, number) in later { append(entry, number: number) }
    if isNewest { lane = found.lane }
  }
}
