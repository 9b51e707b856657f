public import WeirTrace

extension Simulation: Reporter {
  public var currentTask: TaskID { runningTask.id }

  /// Whose code runs now. Reading a task-local value takes a while, so it is read once a job.
  var runningTask: RunningTask {
    if let running { return running }
    let task = findRunningTask()
    running = task
    return task
  }

  private func findRunningTask() -> RunningTask {
    guard let identity = TaskIdentity.current else { return .nobody }
    let isItself = withUnsafeCurrentTask { $0 == identity.unsafeTask }
    return RunningTask(identity: .passUnretained(identity), isItself: isItself)
  }

  public func report(_ kind: Event.Kind) {
    reportCount &+= 1
    switch kind {
    case .taskSuspended(_, let wait, _): note(wait)
    case .taskResumed: note(nil)
    default: break
    }
    guard sink != nil else { return }
    events.append(Event(now, kind))
    if events.count >= configuration.batchCapacity { handOn() }
  }

  private func note(_ wait: Wait?) {
    runningTask.identity?._withUnsafeGuaranteedRef { $0.wait = wait }
  }

  public func makeQueueID() -> QueueID {
    queueCount += 1
    return QueueID(queueCount)
  }

  public func makeTimeoutID() -> TimeoutID {
    timeoutCount += 1
    return TimeoutID(timeoutCount)
  }

  public func unobserved<Result>(
    _ operation: () async throws -> Result
  ) async rethrows -> Result {
    running = nil
    defer { running = nil }
    return try await TaskIdentity.$current.withValue(nil) { try await operation() }
  }

  /// Hands the events so far to the sink, in one batch, along with how far the run has come.
  func handOn() {
    guard let sink else { return }
    let batch = EventBatch(events: events, now: now, state: state)
    events = []
    events.reserveCapacity(configuration.batchCapacity)
    sink(batch)
  }
}
