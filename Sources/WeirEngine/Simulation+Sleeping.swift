public import WeirEvents

// MARK: Sleeping

extension Simulation {
  /// Suspends the current task for a length of virtual time; with zero, all other ready tasks run
  /// first.
  ///
  /// A negative length counts as zero; one of 292 years or more is forever.
  ///
  /// - Throws: `CancellationError` as soon as the task is cancelled, and
  ///   `SimulationHalt.usedFromOutside` in a task that does not run in the simulation.
  public func sleep(
    for duration: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws {
    try await sleep(until: now.advanced(by: duration), at: CallSite(fileID, line))
  }

  /// Suspends the current task until an instant; one that has passed counts as the current one, and
  /// the last possible instant is never reached.
  ///
  /// - Throws: `CancellationError` as soon as the task is cancelled, and
  ///   `SimulationHalt.usedFromOutside` in a task that does not run in the simulation.
  public func sleep(
    until deadline: VirtualInstant, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws {
    try await sleep(until: deadline, at: CallSite(fileID, line))
  }

  // Inlined, as is `park`: a sleeping task's own stack is most of the memory that it takes.
  @inline(__always)
  func sleep(until deadline: VirtualInstant, at site: CallSite) async throws {
    guard !isUsedFromOutside else { throw SimulationHalt.usedFromOutside }
    let running = runningTask
    // A task that has cancelled itself is known to nobody else.
    let isCancelled = TaskReference.isCurrentCancelled
    running.note(waiting: .sleep(until: deadline))
    record(running, .suspended(on: .sleep(until: deadline), at: site))
    if !isCancelled, passTime(running, until: deadline) { return }
    let isDue =
      if running.isItself, let identity = running.identity {
        await park(identity, until: deadline, isCancelled)
      } else {
        await timer(at: deadline, onBehalfOf: running.id)
      }
    try endSleep(running, isDue: isDue)
  }

  private func endSleep(_ running: RunningTask, isDue: Bool) throws {
    runningTask = running
    running.note(waiting: nil)
    record(running, .resumed)
    guard !isDue else { return }
    record(running, .cancellationNoticed)
    throw CancellationError()
  }

  /// Moves the clock without a suspension if nothing else can happen before the deadline:
  /// suspending would give the same events, and take longer.
  private func passTime(_ running: RunningTask, until deadline: VirtualInstant) -> Bool {
    guard scheduler.canPass(to: deadline), !boundary.isCrossed else { return false }
    scheduler.pass(to: deadline)
    running.note(waiting: nil)
    record(running, .becameReady())
    record(running, .resumed)
    return true
  }

  /// Waits for an instant. Returns `false` if a cancellation of the task ended the wait.
  @inline(__always)
  private func park(
    _ identity: Unmanaged<TaskIdentity>, until deadline: VirtualInstant, _ isCancelled: Bool
  ) async -> Bool {
    if isCancelled { identity._withUnsafeGuaranteedRef { $0.isCancelled = true } }
    parkingPlace.admit(ParkingTicket(identity: identity, deadline: deadline))
    await parkingPlace.leave()
    return identity._withUnsafeGuaranteedRef { !$0.wasStopped }
  }

  /// Receives the job of a task that parks.
  func park(_ job: UnownedJob, _ ticket: ParkingTicket) {
    ticket.identity._withUnsafeGuaranteedRef { identity in
      identity.fallAsleep(
        scheduler.setTimer(
          at: ticket.deadline, for: .init(task: identity.id, sleeper: .parked(job))))
      if identity.isCancelled { stopSleep(of: identity) }
    }
  }

  /// Ends the sleep of a cancelled task, if it sleeps. Its later sleeps end immediately.
  func stopSleep(of identity: TaskIdentity) {
    guard !isUsedFromOutside else { return }
    guard let timer = identity.cancel(), let sleep = scheduler.cancelTimer(timer) else { return }
    identity.stopSleep()
    wake(sleep, isDue: false)
  }

  /// Waits for an instant in a child task, or outside of any known task, with a cancellation
  /// handler for this one wait.
  private func timer(at deadline: VirtualInstant, onBehalfOf task: TaskID) async -> Bool {
    let token = scheduler.reserveTimer()
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let sleep = JobScheduler.Sleep(task: task, sleeper: .waiting(continuation))
        if !scheduler.setTimer(token, at: deadline, for: sleep) { wake(sleep, isDue: false) }
      }
    } onCancel: {
      stopTimer(token)
    }
  }

  private func stopTimer(_ token: TimerToken) {
    guard !isUsedFromOutside, let sleep = scheduler.cancelTimer(token) else { return }
    wake(sleep, isDue: false)
  }
}
