package import WeirAnalysis
package import WeirEvents

/// An event with the names that its subjects had when it happened.
package struct NamedEvent: Sendable {
  package var event: Event
  package var task: Label
  /// The other task: a parent, or the task that cancelled.
  package var other: Label
  /// The queue, pool, batcher or worker.
  package var place: Label
  /// Whether that is a lock, a semaphore or a pool of other resources.
  package var poolKind = PoolKind.pool
  /// Whether the queue is one of a real program, which is not closed but no longer used.
  package var isObservedQueue = false
  /// The item that the task holds.
  package var item: ItemID?
  /// Whether the task's sleep counts as serving, as in lanes and tables.
  package var isServing = false
  /// How many events at one instant it stands for.
  package var count = 1
}

extension NamedEvent {
  /// Names the subjects of an event; `nil` for events that add nothing.
  package init?(_ event: Event, in analysis: borrowing Analysis) {
    let subjects = EventSubjects(event.kind)
    guard !subjects.isNoise else { return nil }
    self.init(event, subjects, in: analysis)
  }

  /// Names the subjects of any event.
  package init(describing event: Event, in analysis: borrowing Analysis) {
    self.init(event, EventSubjects(event.kind), in: analysis)
    if task == Self.user, let id = event.kind.runningTask { task = analysis.label(of: id) }
  }

  private init(_ event: Event, _ subjects: EventSubjects, in analysis: borrowing Analysis) {
    self.event = event
    task = subjects.task == .none ? Self.user : analysis.label(of: subjects.task)
    other = analysis.label(of: subjects.other)
    let record = analysis.tasks[subjects.task]
    item = record?.sleepsStandForIO == true ? record?.item : nil
    isServing = record.map { Activity($0) } == .serving
    place = analysis.label(of: subjects.place)
    if case .queue(let id) = subjects.place {
      isObservedQueue = analysis.queues[id].map { $0.place != .unknown } ?? false
    }
    if case .pool(let id) = subjects.place { poolKind = analysis.pools[id]?.kind ?? .pool }
  }

  /// The subject of events that no task caused: the user did.
  private static let user = Label("you")

  /// Both events in one if the next only repeats this one: the same task marks another item as done
  /// at the same instant; `nil` otherwise.
  package func merged(with next: Self) -> Self? {
    guard event.instant == next.event.instant,
      case .queue(let queue, .done(let task, _, _)) = event.kind,
      case .queue(queue, .done(task, _, _)) = next.event.kind
    else { return nil }
    var merged = next
    merged.count += count
    return merged
  }
}

extension Event.Kind {
  /// The task of an event that the events panel leaves out; `nil` if it has none.
  fileprivate var runningTask: TaskID? {
    if case .task(let id, _) = self { return id }
    if case .worker(_, .occupied(let task, _, _)) = self { return task }
    if case .worker(_, .freed(let task)) = self { return task }
    return nil
  }
}

extension Analysis {
  /// The name of a task; empty if there is none or it is long forgotten.
  fileprivate func label(of task: TaskID) -> Label {
    guard task != .none else { return Label(.empty) }
    return tasks[task]?.name ?? Label(.empty)
  }

  fileprivate func label(of place: EventSubjects.Place?) -> Label {
    switch place {
    case .queue(let id): queues[id]?.name ?? Label(.empty)
    case .pool(let id): pools[id]?.name ?? Label(.empty)
    case .batcher(let id): batchers[id]?.name ?? Label(.empty)
    case .worker(let id): workers[id]?.name ?? Label(.empty)
    case nil: Label(.empty)
    }
  }
}
