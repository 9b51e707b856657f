public import WeirEvents

extension Simulation {
  /// Starts the main task, whose end is the end of the run.
  ///
  /// - Precondition: The simulation has no main task yet.
  public func start(
    _ name: String = "main", role: String = Symbol.main.description,
    _ body: @escaping @Sendable () async throws -> Void
  ) {
    precondition(
      !scheduler.hasMain, "A simulation has only one main task, and this one has it already.")
    inside {
      runningTask = .unknown
      let identity = begin(Label(name), role: Symbol(role), parent: .root)
      scheduler.mainBegan(identity.id)
      launch(identity, body)
    }
  }

  /// Starts a task that runs concurrently with the calling one.
  ///
  /// The handle lets you wait for its end and see how it ended. If the task fails when its handle
  /// is gone and nothing awaits it, its error is lost, and reported as such.
  ///
  /// - Parameter parent: the parent of the task; by default the calling task.
  @discardableResult
  public func spawn(
    _ name: Label, role: Symbol, parent: TaskID? = nil,
    _ body: @escaping @Sendable () async throws -> Void
  ) -> SimulatedTask {
    guard !isUsedFromOutside else { return SimulatedTask(.neverBegun(name), in: self) }
    let identity = begin(name, role: role, parent: parent.map(Parent.named) ?? .current)
    launch(identity, body)
    return SimulatedTask(identity, in: self)
  }

  /// The tasks that have begun and not ended, in the order of their creation: when the run is
  /// stalled, those that wait in vain.
  public var blockedTasks: [BlockedTask] {
    tasks.inOrder.map { BlockedTask(id: $0.id, name: $0.name, wait: $0.wait) }
  }

  /// The number of tasks that have begun and not ended.
  public var liveTaskCount: Int { tasks.count }
}

// MARK: Children of groups

extension Simulation {
  /// Announces a child of the current task that is about to be added to a group.
  public func announceChild(_ name: Label, role: Symbol) -> TaskID {
    guard !isUsedFromOutside else { return .none }
    let identity = begin(name, role: role, parent: .current)
    identity.isAnnounced = true
    return identity.id
  }

  /// Runs an operation as the child that was announced.
  ///
  /// - Precondition: The child was announced and has not ended.
  /// - Throws: What the operation throws.
  public func runChild<Success: Sendable>(
    _ child: TaskID, _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success {
    guard !isUsedFromOutside, child != .none else { return try await operation() }
    guard let identity = tasks[child] else { preconditionFailure("No such child was announced.") }
    forgetRunningTask()
    defer { forgetRunningTask() }
    return try await TaskIdentity.$current.withValue(identity) {
      try await withTaskCancellationHandler {
        enter(identity)
        do {
          let success = try await operation()
          tasks.handOverHoldings(of: identity)
          end(identity, with: nil)
          return success
        } catch {
          end(identity, with: error)
          throw error
        }
      } onCancel: {
        reportCancellation(of: identity)
      }
    }
  }

  /// Runs an operation on behalf of the current task, shielded from its cancellation.
  ///
  /// - Throws: What the operation throws.
  public func shielded<Success: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success {
    try await takesJobs
      ? Task { try await operation() }.value
      : Task(executorPreference: self, operation: operation).value
  }

  /// Starts an operation concurrently with the current task and on its behalf.
  package func startSideTask(_ operation: @escaping @Sendable () async -> Void) -> SideTask {
    guard !isUsedFromOutside else { return SideTask(Task { await operation() }) }
    let current = runningTask.identity?._withUnsafeGuaranteedRef { $0 }
    let identity = current.map { TaskIdentity(onBehalfOf: $0) }
    tasks.sideTaskBegan()
    let side = { @Sendable in
      await operation()
      self.tasks.sideTaskEnded()
    }
    let task = hosting(identity) {
      takesJobs ? Task { await side() } : Task(executorPreference: self) { await side() }
    }
    return SideTask(task) { identity?.isDetached = true }
  }

  /// A cancellation has reached a child through its group.
  private func reportCancellation(of identity: TaskIdentity) {
    guard !isUsedFromOutside else { return }
    if !identity.isOver {
      let asker = currentTask == identity.id ? identity.parent?.id ?? .none : currentTask
      report(.task(identity.id, .cancellationRequested(by: asker)))
    }
    stopSleep(of: identity)
  }
}

// MARK: Beginning and ending

extension Simulation {
  private enum Parent {
    case root, current, named(TaskID)
  }

  private func begin(_ name: Label, role: Symbol, parent: Parent) -> TaskIdentity {
    let parent: TaskIdentity? =
      switch parent {
      case .root: nil
      case .current: runningTask.identity?._withUnsafeGuaranteedRef { $0.principal ?? $0 }
      case .named(let id): tasks[id]
      }
    let identity = tasks.begin(name, parent: parent)
    report(.task(identity.id, .created(name: name, role: role, parent: parent?.id ?? .none)))
    report(.task(identity.id, .becameReady()))
    return identity
  }

  /// Starts something with an identity, and with this simulation as its host.
  private func hosting<Result>(_ identity: TaskIdentity?, _ start: () -> Result) -> Result {
    CurrentTaskHost.$value.withValue(self) {
      TaskIdentity.$current.withValue(identity, operation: start)
    }
  }

  private func launch(
    _ identity: TaskIdentity, _ body: @escaping @Sendable () async throws -> Void
  ) {
    identity.task = hosting(identity) {
      takesJobs
        ? Task { await self.live(identity, body) }
        : Task(executorPreference: self) { await self.live(identity, body) }
    }
  }

  // Inlined, since another frame on the task's own stack would double its memory. It has no handler
  // for the task's cancellation for the same reason: what cancels it ends its sleep, too.
  @inline(__always)
  private func live(_ identity: TaskIdentity, _ body: @Sendable () async throws -> Void) async {
    enter(identity)
    do {
      try await body()
      end(identity, with: nil)
    } catch {
      end(identity, with: error)
    }
  }

  /// Cancels a task, and ends its sleep, if it sleeps.
  func cancel(_ identity: TaskIdentity) {
    identity.task?.cancel()
    stopSleep(of: identity)
  }

  private func enter(_ identity: TaskIdentity) {
    identity.ownTask = TaskReference.current
    forgetRunningTask()
    report(.task(identity.id, .resumed))
  }

  private func end(_ identity: TaskIdentity, with error: (any Error)?) {
    scheduler.taskEnded(identity.id)
    // Another task may get its address.
    identity.ownTask = nil
    for holding in tasks.end(identity) {
      report(.pool(holding.pool, .leaked(by: identity.id, resource: holding.resource)))
    }
    let (outcome, name) = Simulation.outcome(error)
    report(.task(identity.id, .finished(outcome, error: name)))
    for waiter in identity.waiters { report(.task(waiter, .becameReady())) }
    if outcome == .failed { identity.fail(with: name) }
    reportLostError(of: identity)
    guard identity.isAnnounced, let parent = identity.parent, parent.wait == .children() else {
      return
    }
    parent.wait = nil
    report(.task(parent.id, .becameReady()))
  }

  /// The last handle of a task is gone.
  func forget(_ identity: TaskIdentity) {
    identity.forget()
    guard identity.isOver, boundary.isInside else { return }
    reportLostError(of: identity)
  }

  private func reportLostError(of identity: TaskIdentity) {
    guard let error = identity.takeLostError() else { return }
    report(.error(identity.id, .unobserved(error)))
  }

  private static func outcome(_ error: (any Error)?) -> (TaskOutcome, error: Symbol) {
    switch error {
    case nil: (.completed, .empty)
    case let error as any TaskEndingError: (error.outcome, .empty)
    case is CancellationError: (.cancelled, .empty)
    case let error?: (.failed, Symbol(of: error))
    }
  }
}
