import WeirEngine
import WeirPatterns
import WeirEvents

extension ShutdownScenario.Server {
  /// Shuts down in order, and waits for everything that the server has started.
  func shutDown() async {
    let knobs = world.knobs
    let shutdown = GracefulShutdown(
      grace: knobs.duration(ShutdownScenario.Name.grace) ?? .zero, clock: simulation.clock,
      reporter: simulation)
    let isIntakeFirst =
      knobs.choice(ShutdownScenario.Name.drainOrder) == ShutdownScenario.DrainOrder.intakeFirst
    await shutdown.run(isIntakeFirst ? [intakePart, workersPart] : [workersPart, intakePart])
    await load?.finished()
    for worker in workers.living { await worker.finished() }
  }

  /// Ends a server that was not shut down: work in progress is lost.
  func abort() {
    isStopping = true
    isAborted = true
    intake.close()
    intake.discard()
    load?.cancel()
    for worker in workers.living { worker.cancel() }
  }

  private var intakePart: ShutdownPart {
    ShutdownPart("intake", isIntake: true) {
      self.load?.cancel()
      self.intake.close()
    } remains: {
      self.intake.depth
    } drained: {
      // Without workers nothing empties it, and waiting for that would be in vain.
      if self.isStopping, self.intake.depth > 0 { throw CancellationError() }
      try await self.intake.join()
    } cancel: {
      self.intake.discard()
    }
  }

  private var workersPart: ShutdownPart {
    ShutdownPart("workers") {
      self.isStopping = true
    } remains: {
      self.inProgress.count
    } drained: {
      try await self.inProgress.drained()
    } cancel: {
      self.isAborted = true
      for worker in self.workers.living { worker.cancel() }
    }
  }
}
