package import WeirAnalysis
package import WeirEvents

/// An event with the names that those it is about had when it happened.
package struct NamedEvent: Sendable {
  package var event: Event
  package var task: Label
  /// The other task: a parent, or whoever asked.
  package var other: Label
  /// The queue, pool, batcher or worker.
  package var place: Label
  /// What the task has in its hands.
  package var item: ItemID?
  /// Whether the task's sleep is work for others, as lanes and tables have it.
  package var isServing = false
  /// How many events of one instant it stands for.
  package var count = 1
}

extension NamedEvent {
  /// Notes an event with the names of those whom it is about; nothing for events that say nothing of their own.
  package init?(_ event: Event, in analysis: Analysis) {
    let who = EventSubjects(event.kind)
    guard !who.isNoise else { return nil }
    self.init(event, who, in: analysis)
  }

  /// Notes an event whatever it says.
  package init(describing event: Event, in analysis: Analysis) {
    self.init(event, EventSubjects(event.kind), in: analysis)
    if task == Self.person, let id = event.kind.runningTask { task = analysis.label(of: id) }
  }

  private init(_ event: Event, _ who: EventSubjects, in analysis: Analysis) {
    self.event = event
    task = who.task == .none ? Self.person : analysis.label(of: who.task)
    other = analysis.label(of: who.other)
    let record = analysis.tasks[who.task]
    item = record?.item
    isServing = record.map { Activity($0) } == .serving
    place = analysis.label(of: who.place)
  }

  /// What no task did a person did.
  private static let person = Label("you")

  /// Both in one, where the next event only repeats this one: the same task calls another item done at the same instant.
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
  /// The task of an event that the tail leaves out; nil if it has none.
  fileprivate var runningTask: TaskID? {
    if case .task(let id, _) = self { return id }
    if case .worker(_, .occupied(let task, _)) = self { return task }
    if case .worker(_, .freed(let task)) = self { return task }
    return nil
  }
}

extension Analysis {
  /// The name of a task; empty for nobody and for those long forgotten.
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
