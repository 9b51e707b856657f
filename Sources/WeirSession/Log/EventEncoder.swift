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
    case .errorThrown, .errorCaught, .workerOccupied, .workerFreed: encodeOther(event, &lines)
    case .parameterChanged, .pitfallSwitched, .triggered, .markerSet: encodeInput(event, &lines)
    default: preconditionFailure("No such event is made yet.")
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
    case .poolAcquire, .batch, .children, .offload:
      preconditionFailure("Nobody waits so yet.")
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

  private static func begin(
    _ kind: WireKind, _ event: Event, _ task: TaskID, _ lines: inout LineBuffer
  ) {
    lines.begin(kind, at: event.instant)
    lines.add(.task, task.rawValue)
  }
}

// MARK: Queues

extension EventEncoder {
  private static func encodeQueue(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .queueCreated(let queue, let name, let capacity, let overflow):
      begin(.queueCreated, event, queue, &lines)
      lines.add(.name, text: name.description)
      lines.add(.capacity, capacity)
      lines.add(.overflow, word: overflow.name)
    case .queueReconfigured(let queue, let capacity, let overflow):
      begin(.queueReconfigured, event, queue, &lines)
      lines.add(.capacity, capacity)
      lines.add(.overflow, word: overflow.name)
    case .queueClosed(let queue): begin(.queueClosed, event, queue, &lines)
    default: break
    }
  }

  private static func encodeItem(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .itemEnqueued(let queue, let task, let item, let depth):
      begin(.itemEnqueued, event, queue, &lines)
      lines.add(.task, task.rawValue)
      lines.add(.item, item.rawValue)
      lines.add(.depth, depth)
    case .itemDequeued(let queue, let task, let item, let depth):
      begin(.itemDequeued, event, queue, &lines)
      lines.add(.task, task.rawValue)
      lines.add(.item, item.rawValue)
      lines.add(.depth, depth)
    case .itemDropped(let queue, let task, let item, let cause, let depth):
      begin(.itemDropped, event, queue, &lines)
      lines.add(.task, task.rawValue)
      lines.add(.item, item.rawValue)
      lines.add(.cause, word: cause.name)
      lines.add(.depth, depth)
    case .itemDone(let queue, let task, let unfinished):
      begin(.itemDone, event, queue, &lines)
      lines.add(.task, task.rawValue)
      lines.add(.unfinished, unfinished)
    default: break
    }
  }

  private static func begin(
    _ kind: WireKind, _ event: Event, _ queue: QueueID, _ lines: inout LineBuffer
  ) {
    lines.begin(kind, at: event.instant)
    lines.add(.queue, queue.rawValue)
  }
}

// MARK: Timeouts, errors, workers, inputs

extension EventEncoder {
  private static func encodeTimeout(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .timeoutArmed(let timeout, let task, let deadline):
      begin(.timeoutArmed, event, timeout, task, &lines)
      lines.add(.deadline, deadline.nanoseconds)
    case .timeoutMet(let timeout, let task): begin(.timeoutMet, event, timeout, task, &lines)
    case .timeoutFired(let timeout, let task): begin(.timeoutFired, event, timeout, task, &lines)
    case .timeoutCancelled(let timeout, let task):
      begin(.timeoutCancelled, event, timeout, task, &lines)
    case .timedOutWorkEnded(let timeout, let task):
      begin(.timedOutWorkEnded, event, timeout, task, &lines)
    default: break
    }
  }

  private static func begin(
    _ kind: WireKind, _ event: Event, _ timeout: TimeoutID, _ task: TaskID,
    _ lines: inout LineBuffer
  ) {
    lines.begin(kind, at: event.instant)
    lines.add(.timeout, timeout.rawValue)
    lines.add(.task, task.rawValue)
  }

  private static func encodeOther(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .errorThrown(let task, let error):
      begin(.errorThrown, event, task, &lines)
      lines.add(.error, error)
    case .errorCaught(let task, let error):
      begin(.errorCaught, event, task, &lines)
      lines.add(.error, error)
    case .workerOccupied(let worker, let task):
      lines.begin(.workerOccupied, at: event.instant)
      lines.add(.worker, worker.rawValue)
      lines.add(.task, task.rawValue)
    case .workerFreed(let worker, let task):
      lines.begin(.workerFreed, at: event.instant)
      lines.add(.worker, worker.rawValue)
      lines.add(.task, task.rawValue)
    default: break
    }
  }

  private static func encodeInput(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .parameterChanged(let name, let value):
      lines.begin(.parameterChanged, at: event.instant)
      lines.add(.name, name)
      lines.add(.value, json: .scalar(value.description))
    case .pitfallSwitched(let name):
      lines.begin(.pitfallSwitched, at: event.instant)
      lines.add(.name, json: name.isEmpty ? .null : .string(name.description))
    case .triggered(let name):
      lines.begin(.triggered, at: event.instant)
      lines.add(.name, name)
    case .markerSet(let name):
      lines.begin(.markerSet, at: event.instant)
      lines.add(.name, name)
    default: break
    }
  }
}
