public import WeirEvents

/// The clock of a simulation, for everything that takes `any Clock<Duration>`.
///
/// Sleeping on it takes no time at all on the wall. It is exact: a task wakes at the very instant it asked for, unless
/// all workers compute then.
public struct VirtualClock: Clock {
  let simulation: Simulation

  public var now: VirtualInstant { simulation.now }

  public var minimumResolution: Duration { .nanoseconds(1) }

  public func sleep(until deadline: VirtualInstant, tolerance: Duration? = nil) async throws {
    try await simulation.sleep(until: deadline, at: .unknown)
  }
}

extension Simulation {
  /// Suspends the current task for a length of time; one of zero lets all others that are ready go first.
  ///
  /// Throws `CancellationError` as soon as the task is cancelled, and
  /// `SimulationHalt.usedFromOutside` in a task that does not run in the simulation. A negative
  /// length counts as zero; one of 292 years or more is forever.
  public func sleep(
    for duration: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws {
    try await sleep(until: now.advanced(by: duration), at: CallSite(fileID, line))
  }

  /// Suspends the current task until an instant; one that has passed counts as the present one, and
  /// the last one there is never comes.
  public func sleep(
    until deadline: VirtualInstant, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws {
    try await sleep(until: deadline, at: CallSite(fileID, line))
  }

  // Inlined, as is `park`: what a sleeping task keeps on its own stack is most of the memory that it takes.
  @inline(__always)
  func sleep(until deadline: VirtualInstant, at site: CallSite) async throws {
    guard !isUsedFromOutside else { throw SimulationHalt.usedFromOutside }
    let running = runningTask
    if beginSleep(running.id, until: deadline, at: site) { return }
    let isDue =
      if running.isItself, let identity = running.identity {
        await park(identity, until: deadline)
      } else {
        await timer(at: deadline, inTheNameOf: running.id)
      }
    try endSleep(running, isDue: isDue)
  }

  /// The answer is true where the time has passed already.
  private func beginSleep(
    _ task: TaskID, until deadline: VirtualInstant, at site: CallSite
  ) -> Bool {
    if task != .none { report(.task(task, .suspended(on: .sleep(until: deadline), at: site))) }
    return passTime(until: deadline, asleep: task)
  }

  private func endSleep(_ running: RunningTask, isDue: Bool) throws {
    self.running = running
    let task = running.id
    if task != .none { report(.task(task, .resumed)) }
    guard !isDue else { return }
    if task != .none { report(.task(task, .cancellationNoticed)) }
    throw CancellationError()
  }

  /// Moves the clock at once where nothing else could happen before the deadline: suspending would come to the same,
  /// event for event, and take longer.
  private func passTime(until deadline: VirtualInstant, asleep task: TaskID) -> Bool {
    guard deadline > now, deadline <= horizon, deadline < .endOfTime, stepsLeft > 0, ready.isEmpty,
      workers.free != nil, !outside.hasCome,
      main?.isOver != true,
      inputs.next.map({ $0.instant > deadline }) ?? true,
      agenda.nextInstant().map({ $0 > deadline }) ?? true, !Task.isCancelled
    else { return false }
    stepsLeft -= 1
    move(to: deadline)
    guard task != .none else { return true }
    report(.task(task, .becameReady()))
    report(.task(task, .resumed))
    return true
  }

  /// Waits for an instant. The handler that a task has for its whole life may end the wait; the answer is then false.
  @inline(__always)
  private func park(_ identity: Unmanaged<TaskIdentity>, until deadline: VirtualInstant) async
    -> Bool
  {
    parkingTicket = ParkingTicket(identity: identity, deadline: deadline)
    await parkingPlace.leave()
    return identity._withUnsafeGuaranteedRef { !$0.wasStopped }
  }

  /// Takes the rest of the task that parks.
  func park(_ job: UnownedJob) {
    guard let ticket = parkingTicket else { preconditionFailure("A job came without a ticket.") }
    ticket.identity._withUnsafeGuaranteedRef { identity in
      let token = agenda.reserve()
      let wake = Agenda.Wake(sleeper: .parked(job), task: identity.id, worker: nil)
      identity.timer = token
      identity.wasStopped = false
      agenda.schedule(token, at: max(ticket.deadline, now), wake: wake)
      if identity.isCancelled { stopSleep(of: identity) }
    }
  }

  /// Ends the sleep of a task that is asked to stop, if it sleeps. Its later sleeps end as they begin.
  func stopSleep(of identity: TaskIdentity) {
    guard !isUsedFromOutside else { return }
    identity.isCancelled = true
    guard let token = identity.timer, let wake = agenda.cancel(token) else { return }
    identity.wasStopped = true
    stop(wake)
  }

  /// Waits for an instant in a child task, or in none that is known, with a handler for this one wait.
  private func timer(at deadline: VirtualInstant, inTheNameOf task: TaskID) async -> Bool {
    let token = agenda.reserve()
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let wake = Agenda.Wake(sleeper: .waiting(continuation), task: task, worker: nil)
        let isSet = agenda.schedule(token, at: max(deadline, now), wake: wake)
        if !isSet { stop(wake) }
      }
    } onCancel: {
      stopTimer(token)
    }
  }

  private func stopTimer(_ token: Agenda.Token) {
    guard !isUsedFromOutside else { return }
    if let wake = agenda.cancel(token) { stop(wake) }
  }

  private func stop(_ wake: Agenda.Wake) {
    if wake.task != .none { report(.task(wake.task, .becameReady())) }
    rouse(wake.sleeper, isDue: false)
  }

  /// Computes for a length of time: the current task holds its worker, which can run nothing else meanwhile.
  ///
  /// A request to stop does not shorten it, as it would not shorten a loop that never looks. A
  /// negative length counts as zero; one of 292 years or more is forever.
  public func work(
    for duration: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async {
    guard !isUsedFromOutside else { return }
    let running = runningTask
    let task = running.id
    let worker = worker
    report(.worker(worker, .occupied(by: task)))
    report(.task(task, .suspended(on: .work(worker), at: CallSite(fileID, line))))
    workers.occupy(worker)
    let token = agenda.reserve()
    _ = await withUnsafeContinuation { continuation in
      let wake = Agenda.Wake(sleeper: .waiting(continuation), task: task, worker: worker)
      agenda.schedule(token, at: max(now.advanced(by: duration), now), wake: wake)
    }
    self.running = running
    report(.worker(worker, .freed(by: task)))
    report(.task(task, .resumed))
  }
}
