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
    case .taskSuspended(_, .work(let worker), _) where offloading.has(worker): break
    case .taskSuspended(_, let wait, _): note(wait)
    case .taskResumed: note(nil)
    case .resourceAcquired(let pool, let task, let resource):
      living[task]?.holdings.append(.init(pool: pool, resource: resource))
    case .resourceReleased(let pool, let task, let resource):
      release(.init(pool: pool, resource: resource), by: task)
    default: break
    }
    guard sink != nil else { return }
    events.append(Event(now, kind))
    if events.count >= configuration.batchCapacity { handOn() }
  }

  private func release(_ holding: TaskIdentity.Holding, by task: TaskID) {
    let holder = heirs.isEmpty ? living[task] : heirs.removeValue(forKey: holding) ?? living[task]
    holder?.holdings.removeAll { $0 == holding }
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

  public func makePoolID() -> PoolID {
    poolCount += 1
    return PoolID(poolCount)
  }

  public func makeBatcherID() -> BatcherID {
    batcherCount += 1
    return BatcherID(batcherCount)
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
