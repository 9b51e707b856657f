import WeirEvents

extension Simulation {
  /// Says how many workers there are beside the loop. One that computes when there are too many ends what it does.
  ///
  /// - Parameter count: from 0 to 65,536; what is not counts as the nearest of them.
  public func setOffloadWorkers(_ count: Int) {
    guard !isUsedFromOutside else { return }
    let count = min(max(0, count), Configuration.mostWorkers)
    for worker in offloading.resize(to: count) {
      report(.worker(worker, .created(name: Label(Simulation.offloadStem, worker.rawValue - 1))))
    }
    startOffloaded()
  }

  private static let offloadStem = Symbol("offload")

  /// Computes for a length of time on a worker beside the loop, which can run other tasks meanwhile; waits for a free
  /// one, first come, first served.
  ///
  /// A request to stop ends the wait with `CancellationError`; it does not shorten a computation
  /// that has begun. A negative length counts as zero; one of 292 years or more is forever.
  public func offload(
    for length: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws {
    guard !isUsedFromOutside else { throw SimulationHalt.usedFromOutside }
    let running = runningTask
    let task = running.id
    let site = CallSite(fileID, line)
    let ticket = offloading.makeTicket()
    report(.task(task, .suspended(on: .offload, at: site)))
    let hasComputed = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let job = OffloadPool.Job(
          ticket: ticket, task: task, length: length, site: site, continuation: continuation)
        if Task.isCancelled { return giveUp(job) }
        offloading.append(job)
        startOffloaded()
      }
    } onCancel: {
      if !isUsedFromOutside, let job = offloading.remove(ticket) { giveUp(job) }
    }
    self.running = running
    report(.task(task, .resumed))
    guard !hasComputed else { return }
    report(.task(task, .cancellationNoticed))
    throw CancellationError()
  }

  private func giveUp(_ job: OffloadPool.Job) {
    report(.task(job.task, .becameReady()))
    job.continuation.resume(returning: false)
  }

  /// Gives waiting computations to free workers.
  private func startOffloaded() {
    while let worker = offloading.occupy() {
      guard let job = offloading.popFirst() else { return offloading.release(worker) }
      report(.worker(worker, .occupied(by: job.task)))
      report(.task(job.task, .suspended(on: .work(worker), at: job.site)))
      let wake = Agenda.Wake(
        sleeper: .waiting(job.continuation), task: job.task, worker: worker)
      agenda.schedule(
        agenda.reserve(), at: max(now.advanced(by: job.length), now), wake: wake)
    }
  }

  /// A computation beside the loop has come to its end; its task goes on as soon as the loop has time for it.
  func endOffloaded(_ wake: Agenda.Wake, on worker: WorkerID) {
    report(.worker(worker, .freed(by: wake.task)))
    report(.task(wake.task, .becameReady()))
    offloading.release(worker)
    rouse(wake.sleeper, isDue: true)
    startOffloaded()
  }
}
