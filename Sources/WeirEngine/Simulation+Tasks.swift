public import WeirTrace

extension Simulation {
  /// Starts the task whose end is the end of the run.
  public func start(
    _ name: String = "main", role: String = "main",
    _ body: @escaping @Sendable () async throws -> Void
  ) {
    precondition(main == nil, "A simulation has one main task, and this one has it already.")
    onOwnThread {
      running = .nobody
      main = spawn(Label(name), role: Symbol(role), parent: TaskID.none, body).identity
    }
  }

  /// Starts a task that runs beside the one that calls this; its handle may be dropped.
  ///
  /// - Parameter parent: whose child it is; the task that calls this where none is given.
  @discardableResult
  public func spawn(
    _ name: Label, role: Symbol, parent: TaskID? = nil,
    _ body: @escaping @Sendable () async throws -> Void
  ) -> SimulatedTask {
    taskCount += 1
    let identity = TaskIdentity(id: TaskID(taskCount), name: name)
    living[identity.id] = identity
    report(.taskCreated(identity.id, name: name, role: role, parent: parent ?? currentTask))
    report(.taskBecameReady(identity.id))
    identity.task = TaskIdentity.$current.withValue(identity) {
      Task(executorPreference: self) {
        // One for the whole life: a handler for each sleep would cost more than the sleep.
        await withTaskCancellationHandler {
          self.begin(identity)
          do {
            try await body()
            self.end(identity, with: nil)
          } catch {
            self.end(identity, with: error)
          }
        } onCancel: {
          self.stopSleep(of: identity)
        }
      }
    }
    return SimulatedTask(identity, in: self)
  }

  /// Runs an operation that requests to stop do not reach, in the name of the task that calls this.
  public func shielded<Success: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success {
    try await Task(executorPreference: self, operation: operation).value
  }

  /// The tasks that wait although the run is stalled, in the order of their creation.
  public var blockedTasks: [BlockedTask] {
    living.values.sorted { $0.id < $1.id }
      .map { BlockedTask(id: $0.id, name: $0.name, wait: $0.wait) }
  }

  /// How many tasks have begun and not ended.
  public var liveTaskCount: Int { living.count }

  /// Ends what still lives, unobserved, so that nothing of it stays behind in memory: asks all tasks to stop and runs
  /// until they have, or, where they don't, for as many steps as `patience`.
  public func tearDown(patience: Int = 1_000_000) {
    sink = nil
    onOwnThread {
      for task in living.values.sorted(by: { $0.id < $1.id }) { task.task?.cancel() }
      var steps = patience
      main = nil
      while !living.isEmpty, steps > 0, step(upTo: .init(nanoseconds: .max)) { steps -= 1 }
    }
  }

  private func begin(_ identity: TaskIdentity) {
    identity.unsafeTask = withUnsafeCurrentTask { $0 }
    running = nil
    report(.taskResumed(identity.id))
  }

  private func end(_ identity: TaskIdentity, with error: (any Error)?) {
    identity.isOver = true
    living[identity.id] = nil
    let (outcome, name) = Simulation.outcome(error)
    report(.taskFinished(identity.id, outcome, error: name))
    for waiter in identity.waiters { report(.taskBecameReady(waiter)) }
  }

  private static func outcome(_ error: (any Error)?) -> (TaskOutcome, error: Symbol) {
    switch error {
    case nil: (.completed, .empty)
    case let error as any TaskEndingError: (error.outcome, .empty)
    case is CancellationError: (.cancelled, .empty)
    case let error?: (.failed, Symbol(String(describing: type(of: error))))
    }
  }
}
