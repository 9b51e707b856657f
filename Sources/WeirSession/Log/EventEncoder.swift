import WeirTrace

/// Writes an event as a line of a session log.
enum EventEncoder {
  static func encode(_ event: Event, to lines: inout LineBuffer) {
    switch event.kind {
    case .taskCreated, .taskBecameReady, .taskResumed, .taskSuspended, .taskFinished:
      encodeTask(event, &lines)
    case .cancellationRequested, .cancellationNoticed, .cleanupStarted, .cleanupEnded:
      encodeCancellation(event, &lines)
    case .queueCreated, .queueReconfigured, .queueClosed: encodeQueue(event, &lines)
    case .itemEnqueued, .itemDequeued, .itemDropped, .itemDone: encodeItem(event, &lines)
    case .timeoutArmed, .timeoutMet, .timeoutFired, .timeoutCancelled, .timedOutWorkEnded:
      encodeTimeout(event, &lines)
    case .poolCreated, .poolReconfigured, .poolClosed: encodePool(event, &lines)
    case .resourceAcquired, .resourceReleased, .resourceLeaked, .acquireTimedOut,
      .connectionOpened, .connectionClosed:
      encodeResource(event, &lines)
    case .batcherCreated, .batcherReconfigured, .batchOpened, .itemBatched, .itemWithdrawn,
      .batchFlushed, .batchEnded:
      encodeBatch(event, &lines)
    case .requestStarted, .requestEnded: encodeRequest(event, &lines)
    case .attemptStarted, .retryScheduled, .retriesExhausted: encodeAttempt(event, &lines)
    case .errorThrown, .errorCaught, .errorUnobserved: encodeError(event, &lines)
    case .shutdownPhaseBegan: encodeShutdown(event, &lines)
    case .workerCreated, .workerOccupied, .workerFreed: encodeWorker(event, &lines)
    case .parameterChanged, .pitfallSwitched, .triggered, .markerSet: encodeInput(event, &lines)
    }
    lines.end()
  }

  private static func encodeTask(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .taskCreated(let task, let name, let role, let parent):
      lines.begin(.taskCreated, at: event.instant)
      lines.add(.task, task.rawValue)
      lines.add(.name, text: name.description)
      lines.add(.role, role)
      lines.add(.parent, parent.rawValue)
    case .taskBecameReady(let task): begin(.taskBecameReady, event, task, &lines)
    case .taskResumed(let task): begin(.taskResumed, event, task, &lines)
    case .taskSuspended(let task, let wait, let site):
      begin(.taskSuspended, event, task, &lines)
      encode(wait, &lines)
      guard site != .unknown else { return }
      lines.add(.file, text: site.file)
      lines.add(.line, site.line)
    case .taskFinished(let task, let outcome, let error):
      begin(.taskFinished, event, task, &lines)
      lines.add(.outcome, word: outcome.name)
      if !error.isEmpty { lines.add(.error, error) }
    default: break
    }
  }

  private static func encode(_ wait: Wait, _ lines: inout LineBuffer) {
    switch wait {
    case .sleep(let until): encode(.sleep, .until, until.nanoseconds, &lines)
    case .queuePut(let queue): encode(.queuePut, .queue, queue.rawValue, &lines)
    case .queueGet(let queue): encode(.queueGet, .queue, queue.rawValue, &lines)
    case .join(let queue): encode(.join, .queue, queue.rawValue, &lines)
    case .child(let task): encode(.child, .child, task.rawValue, &lines)
    case .work(let worker): encode(.work, .worker, worker.rawValue, &lines)
    case .poolAcquire(let pool): encode(.poolAcquire, .pool, pool.rawValue, &lines)
    case .batch(let batcher): encode(.batch, .batcher, batcher.rawValue, &lines)
    case .children: lines.add(.why, word: WireWait.children.rawValue)
    case .offload: lines.add(.why, word: WireWait.offload.rawValue)
    }
  }

  private static func encode(
    _ wait: WireWait, _ key: WireKey, _ number: some FixedWidthInteger, _ lines: inout LineBuffer
  ) {
    lines.add(.why, word: wait.rawValue)
    lines.add(key, number)
  }

  private static func encodeCancellation(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .cancellationRequested(let task, let by):
      begin(.cancellationRequested, event, task, &lines)
      lines.add(.by, by.rawValue)
    case .cancellationNoticed(let task): begin(.cancellationNoticed, event, task, &lines)
    case .cleanupStarted(let task): begin(.cleanupStarted, event, task, &lines)
    case .cleanupEnded(let task): begin(.cleanupEnded, event, task, &lines)
    default: break
    }
  }

  static func begin(
    _ kind: WireKind, _ event: Event, _ task: TaskID, _ lines: inout LineBuffer
  ) {
    lines.begin(kind, at: event.instant)
    lines.add(.task, task.rawValue)
  }
}
