import WeirEngine
import WeirPatterns
import WeirEvents

extension ServiceServer {
  /// Handles requests until the queue is closed and empty.
  func work(_ number: UInt32) async throws {
    let jitter = JitterStream(simulation.randomStream("worker-\(number).jitter"))
    while true {
      let arrival: VirtualInstant
      do {
        arrival = try await queue.get()
      } catch is QueueError {
        return
      }
      inProgress.begin()
      defer { inProgress.end() }
      try await finish(requestFrom: arrival, jitter)
    }
  }

  /// Handles one request. A surplus worker that is cancelled finishes it first; in a forced
  /// shutdown it does not.
  private func finish(requestFrom arrival: VirtualInstant, _ jitter: JitterStream) async throws {
    do {
      try await answer(requestFrom: arrival, jitter)
    } catch {
      guard !isAborted else { throw error }
      try await shielded(isCleanup: true, reporter: simulation) {
        try await self.answer(requestFrom: arrival, jitter)
      }
      queue.taskDone()
      throw error
    }
    queue.taskDone()
  }

  /// Throws only if the worker was cancelled: a request that fails is given up.
  private func answer(requestFrom arrival: VirtualInstant, _ jitter: JitterStream) async throws {
    do {
      try await handle(requestFrom: arrival, jitter)
    } catch let error as CancellationError {
      throw error
    } catch {
      simulation.report(.error(simulation.currentTask, .caught(Stem.givenUp)))
    }
  }

  private func handle(requestFrom arrival: VirtualInstant, _ jitter: JitterStream) async throws {
    let end = arrival.advanced(by: world.knobs.duration(Name.deadline) ?? .zero)
    let rest = max(simulation.now.duration(to: end), .zero)
    try await withTimeout(rest, clock: simulation.clock, reporter: simulation) {
      try await self.ask(jitter)
    }
    // Outside the deadline: once a result is in a batch that is being written, it can't be
    // withdrawn.
    try await batcher.submit(())
  }

  /// Queries the database, and retries if there is no answer in time.
  private func ask(_ jitter: JitterStream) async throws {
    let isStorm = world.pitfall == ServiceScenario.Pitfall.retryStorm
    try await retry(
      policy(isStorm: isStorm), budget: isStorm ? nil : budget, clock: simulation.clock,
      reporter: simulation, random: jitter.draw
    ) { _ in
      let limit = world.knobs.duration(Name.attemptTimeout) ?? .zero
      try await withTimeout(limit, clock: simulation.clock, reporter: simulation) {
        try await self.pool.withConnection { try await self.database.query($0) }
      }
    }
  }

  private func policy(isStorm: Bool) -> RetryPolicy {
    RetryPolicy(
      attempts: world.knobs.count(Name.attempts),
      base: world.knobs.duration(Name.base) ?? .zero,
      cap: isStorm ? .zero : .seconds(5))
  }
}

/// The random stream for the retries of one worker; only the simulation's thread uses it.
final class JitterStream: @unchecked Sendable {
  private var stream: RandomStream

  init(_ stream: RandomStream) {
    self.stream = stream
  }

  func draw() -> Double { stream.nextUnit() }
}
