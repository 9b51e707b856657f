public import WeirTrace

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
  /// Throws `CancellationError` as soon as the task is asked to stop.
  public func sleep(
    for duration: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws {
    try await sleep(until: now.advanced(by: duration), at: CallSite(fileID, line))
  }

  /// Suspends the current task until an instant.
  public func sleep(
    until deadline: VirtualInstant, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws {
    try await sleep(until: deadline, at: CallSite(fileID, line))
  }

  func sleep(until deadline: VirtualInstant, at site: CallSite) async throws {
    let identity = currentIdentity
    let task = identity?.id ?? .none
    if Task.isCancelled {
      if task != .none { report(.cancellationNoticed(task)) }
      throw CancellationError()
    }
    if task != .none { report(.taskSuspended(task, on: .sleep(until: deadline), at: site)) }
    let token = agenda.reserve()
    let isDue = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let wake = Agenda.Wake(continuation: continuation, task: task, worker: nil)
        agenda.schedule(token, at: max(deadline, now), wake: wake)
      }
    } onCancel: {
      cancelTimer(token)
    }
    running = .known(identity)
    if task != .none { report(.taskResumed(task)) }
    guard !isDue else { return }
    if task != .none { report(.cancellationNoticed(task)) }
    throw CancellationError()
  }

  private func cancelTimer(_ token: Agenda.Token) {
    guard let wake = agenda.cancel(token) else { return }
    if wake.task != .none { report(.taskBecameReady(wake.task)) }
    wake.continuation.resume(returning: false)
  }

  /// Computes for a length of time: the current task holds its worker, which can run nothing else meanwhile.
  ///
  /// A request to stop does not shorten it, as it would not shorten a loop that never looks.
  public func work(
    for duration: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async {
    let identity = currentIdentity
    let task = identity?.id ?? .none
    let worker = worker
    report(.workerOccupied(worker, by: task))
    report(.taskSuspended(task, on: .work(worker), at: CallSite(fileID, line)))
    workers.occupy(worker)
    let token = agenda.reserve()
    _ = await withUnsafeContinuation { continuation in
      let wake = Agenda.Wake(continuation: continuation, task: task, worker: worker)
      agenda.schedule(token, at: now.advanced(by: duration), wake: wake)
    }
    running = .known(identity)
    report(.workerFreed(worker, by: task))
    report(.taskResumed(task))
  }
}
