import WeirTrace

extension EventTail.Entry {
  /// Notes an event with the names of those whom it is about; nothing for events that say nothing of their own.
  init?(_ event: Event, in analysis: Analysis) {
    let who = Subjects(event.kind)
    guard !who.isNoise else { return nil }
    self.event = event
    task = who.task == .none ? Self.person : analysis.label(of: who.task)
    other = analysis.label(of: who.other)
    item = analysis.tasks[who.task]?.item
    queue = who.queue.flatMap { analysis.queues[$0]?.name } ?? Label(.empty)
  }

  /// What no task did a person did.
  private static let person = Label("you")

  /// Both in one, where the next event only repeats this one: the same task calls another item done at the same instant.
  func merged(with next: Self) -> Self? {
    guard event.instant == next.event.instant,
      case .itemDone(let queue, let task, _) = event.kind,
      case .itemDone(queue, task, _) = next.event.kind
    else { return nil }
    var merged = next
    merged.count += count
    return merged
  }
}

/// Whom an event is about.
private struct Subjects {
  var task = TaskID.none
  var other = TaskID.none
  var queue: QueueID?
  var isNoise = false

  init(_ kind: Event.Kind) {
    switch kind {
    case .taskBecameReady, .taskResumed, .workerOccupied, .workerFreed: isNoise = true
    case .taskCreated(let task, _, _, let parent): (self.task, other) = (task, parent)
    case .taskSuspended(let task, let wait, _):
      self.task = task
      note(wait)
    case .taskFinished(let task, _, _), .cancellationNoticed(let task), .cleanupStarted(let task),
      .cleanupEnded(let task), .errorThrown(let task, _), .errorCaught(let task, _):
      self.task = task
    case .cancellationRequested(let task, let by): (self.task, other) = (task, by)
    case .queueCreated(let id, _, _, _), .queueReconfigured(let id, _, _), .queueClosed(let id):
      queue = id
    case .itemEnqueued(let id, let by, _, _), .itemDequeued(let id, let by, _, _),
      .itemDropped(let id, let by, _, _, _), .itemDone(let id, let by, _):
      (queue, task) = (id, by)
    case .timeoutArmed(_, let by, _), .timeoutMet(_, let by), .timeoutFired(_, let by),
      .timeoutCancelled(_, let by), .timedOutWorkEnded(_, let by):
      task = by
    default: break
    }
  }

  private mutating func note(_ wait: Wait) {
    switch wait {
    case .queuePut(let id), .queueGet(let id), .join(let id): queue = id
    case .child(let child): other = child
    default: break
    }
  }
}

extension Analysis {
  /// The name of a task; empty for nobody and for those long forgotten.
  fileprivate func label(of task: TaskID) -> Label {
    guard task != .none else { return Label(.empty) }
    return tasks[task]?.name ?? Label(.empty)
  }
}
