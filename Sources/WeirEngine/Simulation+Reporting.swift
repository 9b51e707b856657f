public import WeirTrace

extension Simulation: Reporter {
  public var currentTask: TaskID { currentIdentity?.id ?? .none }

  /// Whose code runs now. Reading a task-local value takes a while, so it is read once a job.
  var currentIdentity: TaskIdentity? {
    if case .known(let identity) = running { return identity }
    let identity = TaskIdentity.current
    running = .known(identity)
    return identity
  }

  public func report(_ kind: Event.Kind) {
    if case .taskSuspended(_, let wait, _) = kind { currentIdentity?.wait = wait }
    guard sink != nil else { return }
    events.append(Event(now, kind))
    if events.count >= configuration.batchCapacity { handOn() }
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
    running = .unknown
    defer { running = .unknown }
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
