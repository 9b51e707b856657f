import WeirEvents

extension Simulation {
  /// Runs a program with many seeds, each in a simulation of its own with interleavings drawn from
  /// the seed, and stops at the first seed that fails.
  ///
  /// Use it to test code that takes `any Clock<Duration>`: pass `simulation.clock`.
  ///
  ///     try Simulation.check(seeds: 0..<1000) { simulation in
  ///       let result = try await operation(clock: simulation.clock)
  ///       guard result == expected else { throw UnexpectedResult() }
  ///     }
  ///
  /// All its tasks have to run in the simulation: the documentation of `Simulation` says what can
  /// be hosted. A loop that never suspends can't be ended, and blocks this call.
  ///
  /// - Parameters:
  ///   - seeds: the seeds to try, in this order.
  ///   - limit: the virtual time that the program may take; less than zero fails it at its first
  ///     wait, and 292 years or more is no limit.
  ///   - stepsAtOneInstant: the number of jobs that may run while the clock stands still; a program
  ///     that takes more fails. Less than 1 counts as 1.
  ///   - program: the main task; what it throws is the failure.
  /// - Throws: `SimulationFailure`, which names the seed that repeats the failure.
  public static func check(
    seeds: some Sequence<UInt64>, limit: Duration = .seconds(86400),
    stepsAtOneInstant: Int = 1_000_000,
    _ program: @escaping @Sendable (Simulation) async throws -> Void
  ) throws(SimulationFailure) {
    for seed in seeds {
      let simulation = Simulation(
        .init(seed: seed, readyOrder: .seeded, stepsAtOneInstant: stepsAtOneInstant))
      defer { simulation.tearDown() }
      let outcome = CheckOutcome()
      simulation.start {
        do {
          try await program(simulation)
        } catch {
          outcome.error = error
        }
      }
      simulation.run(until: .zero.advanced(by: limit))
      guard let reason = simulation.failure(outcome.error, limit) else { continue }
      throw SimulationFailure(seed: seed, reason: reason)
    }
  }

  private func failure(_ error: (any Error)?, _ limit: Duration) -> SimulationFailure.Reason? {
    if let reasonToGiveUp { return .halted(reasonToGiveUp, blockedTasks) }
    if let error { return .threw(String(describing: error)) }
    switch state {
    case .finished: return nil
    case .running: return .tookTooLong(limit)
    case .stalled: return .stalled(blockedTasks)
    }
  }

  /// What the main task threw; only the simulation's thread uses it.
  private final class CheckOutcome: @unchecked Sendable {
    var error: (any Error)?
  }
}
