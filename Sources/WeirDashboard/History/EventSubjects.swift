import WeirTrace

/// Whom an event is about.
struct EventSubjects {
  private(set) var task = TaskID.none
  /// The other task: a parent, or whoever asked.
  private(set) var other = TaskID.none
  private(set) var place: Place?
  /// Whether it says nothing that its next event does not say.
  private(set) var isNoise = false

  /// What is no task.
  enum Place {
    case queue(QueueID), pool(PoolID), batcher(BatcherID), worker(WorkerID)
  }

  init(_ kind: Event.Kind) {
    switch kind {
    case .taskBecameReady, .taskResumed, .workerOccupied, .workerFreed: isNoise = true
    case .taskCreated(let task, _, _, let parent): (self.task, other) = (task, parent)
    case .taskSuspended(let task, let wait, _):
      self.task = task
      note(wait)
    case .taskFinished(let task, _, _), .cancellationNoticed(let task), .cleanupStarted(let task),
      .cleanupEnded(let task):
      self.task = task
    case .cancellationRequested(let task, let by): (self.task, other) = (task, by)
    case .queueCreated, .queueReconfigured, .itemEnqueued, .itemDequeued, .itemDropped, .itemDone,
      .queueClosed:
      noteQueue(kind)
    case .poolCreated, .poolReconfigured, .resourceAcquired, .resourceReleased, .resourceLeaked,
      .acquireTimedOut, .connectionOpened, .connectionClosed, .poolClosed:
      notePool(kind)
    case .batcherCreated, .batcherReconfigured, .batchOpened, .itemBatched, .itemWithdrawn,
      .batchFlushed, .batchEnded:
      noteBatcher(kind)
    case .timeoutArmed(_, let by, _), .timeoutMet(_, let by), .timeoutFired(_, let by),
      .timeoutCancelled(_, let by), .timedOutWorkEnded(_, let by):
      task = by
    case .requestStarted, .requestEnded, .attemptStarted, .retryScheduled, .retriesExhausted,
      .errorThrown, .errorCaught, .errorUnobserved, .shutdownPhaseBegan:
      noteWork(kind)
    case .workerCreated(let worker, _): place = .worker(worker)
    case .parameterChanged, .pitfallSwitched, .triggered, .markerSet: break
    }
  }
}

extension EventSubjects {
  private mutating func note(_ wait: Wait) {
    switch wait {
    case .queuePut(let id), .queueGet(let id), .join(let id): place = .queue(id)
    case .poolAcquire(let id): place = .pool(id)
    case .batch(let id): place = .batcher(id)
    case .child(let child): other = child
    case .work(let worker): place = .worker(worker)
    case .sleep, .children, .offload: break
    }
  }

  private mutating func noteQueue(_ kind: Event.Kind) {
    switch kind {
    case .queueCreated(let id, _, _, _), .queueReconfigured(let id, _, _), .queueClosed(let id):
      place = .queue(id)
    case .itemEnqueued(let id, let by, _, _), .itemDequeued(let id, let by, _, _),
      .itemDropped(let id, let by, _, _, _), .itemDone(let id, let by, _):
      (place, task) = (.queue(id), by)
    default: break
    }
  }

  private mutating func notePool(_ kind: Event.Kind) {
    switch kind {
    case .poolCreated(let id, _, _), .poolReconfigured(let id, _), .poolClosed(let id):
      place = .pool(id)
    case .resourceAcquired(let id, let by, _), .resourceReleased(let id, let by, _),
      .resourceLeaked(let id, let by, _), .acquireTimedOut(let id, let by),
      .connectionOpened(let id, let by, _), .connectionClosed(let id, let by, _, _):
      (place, task) = (.pool(id), by)
    default: break
    }
  }

  private mutating func noteBatcher(_ kind: Event.Kind) {
    switch kind {
    case .batcherCreated(let id, _, _, _), .batcherReconfigured(let id, _, _):
      place = .batcher(id)
    case .batchOpened(let id, let by, _), .itemBatched(let id, let by, _),
      .itemWithdrawn(let id, let by, _), .batchFlushed(let id, let by, _, _),
      .batchEnded(let id, let by, _):
      (place, task) = (.batcher(id), by)
    default: break
    }
  }

  private mutating func noteWork(_ kind: Event.Kind) {
    switch kind {
    case .requestStarted(let task), .requestEnded(let task, _), .attemptStarted(let task, _),
      .retryScheduled(let task, _, _), .retriesExhausted(let task, _, _),
      .errorThrown(let task, _), .errorCaught(let task, _), .errorUnobserved(let task, _),
      .shutdownPhaseBegan(let task, _, _, _):
      self.task = task
    default: break
    }
  }
}
