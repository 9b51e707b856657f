package import WeirEvents

/// What an event is about.
package struct EventSubjects {
  package private(set) var task = TaskID.none
  /// The other task: a parent, or the task that cancelled.
  package private(set) var other = TaskID.none
  package private(set) var place: Place?
  /// Whether the event adds nothing to the one that follows it.
  package private(set) var isNoise = false

  /// A subject that is not a task.
  package enum Place {
    case queue(QueueID), pool(PoolID), batcher(BatcherID), worker(WorkerID)
  }

  package init(_ kind: Event.Kind) {
    switch kind {
    case .task(let id, let event): note(id, event)
    case .queue(let id, let event): (place, task) = (.queue(id), event.task)
    case .pool(let id, let event):
      (place, task, isNoise) = (.pool(id), event.task, event.isBeginning)
    case .batch(let id, let event): (place, task) = (.batcher(id), event.task)
    case .timeout(_, let event): task = event.task
    case .request(let id, _), .error(let id, _), .shutdown(let id, _): task = id
    case .worker(let id, let event): note(id, event)
    case .input: break
    case .source(let event): note(event)
    }
  }
}

extension EventSubjects {
  private mutating func note(_ id: TaskID, _ event: TaskEvent) {
    switch event.step {
    case .becameReady, .resumed: isNoise = true
    case .began(_, _, let parent): (task, other) = (id, parent)
    case .suspended(let wait):
      task = id
      note(wait)
    case .cleanupStarted, .cleanupEnded, .finished: task = id
    case nil:
      task = id
      if case .cancellationRequested(let by, _) = event { other = by }
    }
  }

  private mutating func note(_ wait: Wait) {
    switch wait {
    case .queuePut(let id), .queueGet(let id), .join(let id): place = .queue(id)
    case .poolAcquire(let id): place = .pool(id)
    case .batch(let id): place = .batcher(id)
    case .child(let child): other = child
    case .work(let worker): place = .worker(worker)
    case .sleep, .children, .offload, .other: break
    }
  }

  private mutating func note(_ id: WorkerID, _ event: WorkerEvent) {
    if case .created = event { place = .worker(id) } else { isNoise = true }
  }

  private mutating func note(_ event: SourceEvent) {
    if case .pulse = event { isNoise = true }
  }
}
