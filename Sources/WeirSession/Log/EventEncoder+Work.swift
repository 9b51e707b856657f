import WeirTrace

extension EventEncoder {
  static func encodeTimeout(_ event: Event, _ lines: inout LineBuffer) {
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

  static func encodeRequest(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .requestStarted(let task): begin(.requestStarted, event, task, &lines)
    case .requestEnded(let task, let outcome):
      begin(.requestEnded, event, task, &lines)
      lines.add(.outcome, word: outcome.name)
    default: break
    }
  }

  static func encodeAttempt(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .attemptStarted(let task, let attempt):
      begin(.attemptStarted, event, task, &lines)
      lines.add(.attempt, attempt)
    case .retryScheduled(let task, let attempt, let delay):
      begin(.retryScheduled, event, task, &lines)
      lines.add(.attempt, attempt)
      lines.add(.delay, delay.nanoseconds)
    case .retriesExhausted(let task, let attempts, let cause):
      begin(.retriesExhausted, event, task, &lines)
      lines.add(.attempts, attempts)
      lines.add(.cause, word: cause.name)
    default: break
    }
  }

  static func encodeError(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .errorThrown(let task, let error): encode(.errorThrown, event, task, error, &lines)
    case .errorCaught(let task, let error): encode(.errorCaught, event, task, error, &lines)
    case .errorUnobserved(let task, let error):
      encode(.errorUnobserved, event, task, error, &lines)
    default: break
    }
  }

  private static func encode(
    _ kind: WireKind, _ event: Event, _ task: TaskID, _ error: Symbol, _ lines: inout LineBuffer
  ) {
    begin(kind, event, task, &lines)
    lines.add(.error, error)
  }

  static func encodeShutdown(_ event: Event, _ lines: inout LineBuffer) {
    guard case .shutdownPhaseBegan(let task, let phase, let remaining, let until) = event.kind
    else { return }
    begin(.shutdownPhaseBegan, event, task, &lines)
    lines.add(.phase, word: phase.name)
    lines.add(.remaining, remaining)
    lines.add(.until, until.nanoseconds)
  }

  static func encodeWorker(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .workerCreated(let worker, let name):
      begin(.workerCreated, event, worker, &lines)
      lines.add(.name, text: name.description)
    case .workerOccupied(let worker, let task):
      begin(.workerOccupied, event, worker, &lines)
      lines.add(.task, task.rawValue)
    case .workerFreed(let worker, let task):
      begin(.workerFreed, event, worker, &lines)
      lines.add(.task, task.rawValue)
    default: break
    }
  }

  private static func begin(
    _ kind: WireKind, _ event: Event, _ worker: WorkerID, _ lines: inout LineBuffer
  ) {
    lines.begin(kind, at: event.instant)
    lines.add(.worker, worker.rawValue)
  }
}
