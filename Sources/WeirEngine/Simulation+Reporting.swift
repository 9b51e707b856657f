public import WeirEvents

extension Simulation: Reporter {
  public var currentTask: TaskID { isUsedFromOutside ? .none : runningTask.id }

  /// Whether this code runs beside the simulation, on another thread, which is noted. It must not
  /// touch anything then.
  var isUsedFromOutside: Bool {
    guard thread.isAnother else { return false }
    outside.note()
    return true
  }

  /// Whose code runs now. Reading a task-local value takes a while, so it is read once a job.
  var runningTask: RunningTask {
    if let running { return running }
    let task = findRunningTask()
    running = task
    return task
  }

  private func findRunningTask() -> RunningTask {
    guard let identity = TaskIdentity.current, !identity.isDisowned else { return .nobody }
    let isItself = withUnsafeCurrentTask { $0 == identity.unsafeTask }
    return RunningTask(identity: .passUnretained(identity), isItself: isItself)
  }

  public func report(_ kind: Event.Kind) {
    guard !isUsedFromOutside else { return }
    reportCount &+= 1
    switch kind {
    case .task(_, .suspended(.work(let worker), _)) where offloading.has(worker): break
    case .task(_, .suspended(let wait, _)): note(wait)
    case .task(_, .resumed): note(nil)
    case .pool(let pool, .acquired(let task, let resource)):
      living[task]?.holdings.append(.init(pool: pool, resource: resource))
    case .pool(let pool, .released(let task, let resource)):
      release(.init(pool: pool, resource: resource), by: task)
    default: break
    }
    guard sink != nil else { return }
    events.append(Event(now, kind))
    if events.count >= batchCapacity { handOn() }
  }

  private func release(_ holding: TaskIdentity.Holding, by task: TaskID) {
    let holder = heirs.isEmpty ? living[task] : heirs.removeValue(forKey: holding) ?? living[task]
    holder?.holdings.removeAll { $0 == holding }
  }

  private func note(_ wait: Wait?) {
    runningTask.identity?._withUnsafeGuaranteedRef { ($0.principal ?? $0).wait = wait }
  }

  public func makeQueueID() -> QueueID {
    guard !isUsedFromOutside else { return .none }
    queueCount &+= 1
    return QueueID(queueCount)
  }

  public func makeTimeoutID() -> TimeoutID {
    guard !isUsedFromOutside else { return .none }
    timeoutCount &+= 1
    return TimeoutID(timeoutCount)
  }

  public func makePoolID() -> PoolID {
    guard !isUsedFromOutside else { return .none }
    poolCount &+= 1
    return PoolID(poolCount)
  }

  public func makeBatcherID() -> BatcherID {
    guard !isUsedFromOutside else { return .none }
    batcherCount &+= 1
    return BatcherID(batcherCount)
  }

  public func unobserved<Result>(
    _ operation: () async throws -> Result
  ) async rethrows -> Result {
    guard !isUsedFromOutside else { return try await operation() }
    running = nil
    defer { running = nil }
    return try await TaskIdentity.$current.withValue(nil) { try await operation() }
  }

  /// Hands the events so far to the sink, in one batch, along with how far the run has come.
  func handOn() {
    guard let sink else { return }
    let batch = EventBatch(events: events, now: now, state: state)
    events = []
    events.reserveCapacity(min(batchCapacity, Simulation.mostReserved))
    sink(batch)
  }
}
