import WeirEvents

// MARK: Computing

extension Simulation {
  /// Computes for a length of virtual time: the current task holds its worker, which can run
  /// nothing else meanwhile.
  ///
  /// A cancellation does not shorten it, just as it does not shorten a loop that never checks. A
  /// negative length counts as zero; one of 292 years or more is forever.
  public func work(
    for duration: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async {
    guard !isUsedFromOutside else { return }
    let running = runningTask
    let task = running.id
    let worker = scheduler.worker
    report(.worker(worker, .occupied(by: task)))
    report(.task(task, .suspended(on: .work(worker), at: CallSite(fileID, line))))
    _ = await withUnsafeContinuation { scheduler.compute(for: duration, $0) }
    runningTask = running
    report(.worker(worker, .freed(by: task)))
    report(.task(task, .resumed))
  }

  /// Sets the number of background workers. A surplus worker that is computing finishes its
  /// computation.
  ///
  /// - Parameter count: from 0 to 65,536; other numbers are clamped.
  public func setOffloadWorkers(_ count: Int) {
    guard !isUsedFromOutside else { return }
    for worker in scheduler.resizeOffloading(to: count) {
      report(.worker(worker, .created(name: Label(Simulation.offloadStem, worker.rawValue - 1))))
    }
    startOffloaded()
  }

  private static let offloadStem = Symbol("offload")

  /// Computes for a length of virtual time on a background worker, so that the loop can run other
  /// tasks meanwhile; waits for a free one, first come, first served.
  ///
  /// A negative length counts as zero; one of 292 years or more is forever. A cancellation does not
  /// shorten a computation that has begun.
  ///
  /// - Throws: `CancellationError` if the task is cancelled while it waits, and
  ///   `SimulationHalt.usedFromOutside` in a task that does not run in the simulation.
  public func offload(
    for length: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws {
    guard !isUsedFromOutside else { throw SimulationHalt.usedFromOutside }
    let running = runningTask
    let task = running.id
    let site = CallSite(fileID, line)
    let ticket = scheduler.makeOffloadTicket()
    report(.task(task, .suspended(on: .offload, at: site)))
    let hasComputed = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let computation = JobScheduler.Computation(
          ticket: ticket, task: task, length: length, site: site, waiter: continuation)
        if TaskReference.isCurrentCancelled { return giveUp(computation) }
        scheduler.offload(computation)
        startOffloaded()
      }
    } onCancel: {
      if !isUsedFromOutside, let computation = scheduler.cancelOffloading(ticket) {
        giveUp(computation)
      }
    }
    runningTask = running
    report(.task(task, .resumed))
    guard !hasComputed else { return }
    report(.task(task, .cancellationNoticed))
    throw CancellationError()
  }

  private func giveUp(_ computation: JobScheduler.Computation) {
    report(.task(computation.task, .becameReady()))
    computation.waiter.resume(returning: false)
  }

  /// Gives waiting computations to free workers.
  func startOffloaded() {
    while let (computation, worker) = scheduler.startOffloaded() {
      report(.worker(worker, .occupied(by: computation.task)))
      report(.task(computation.task, .suspended(on: .work(worker), at: computation.site)))
    }
  }
}
