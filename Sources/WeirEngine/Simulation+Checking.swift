import WeirTrace

extension Simulation {
  /// Runs a program under many seeds, each in a world of its own with interleavings drawn from the seed, and stops at the
  /// first one that fails.
  ///
  /// This is how to test any code that is written against `any Clock<Duration>`: give it `simulation.clock`.
  ///
  ///     try Simulation.check(seeds: 0..<1000) { simulation in
  ///       let result = try await operation(clock: simulation.clock)
  ///       guard result == expected else { throw UnexpectedResult() }
  ///     }
  ///
  /// - Parameters:
  ///   - seeds: to be tried, in this order.
  ///   - limit: the virtual time that the program may take.
  ///   - program: the main task; what it throws is the failure.
  /// - Throws: `SimulationFailure`, which names the seed that repeats the failure.
  public static func check(
    seeds: some Sequence<UInt64>, limit: Duration = .seconds(86400),
    _ program: @escaping @Sendable (Simulation) async throws -> Void
  ) throws(SimulationFailure) {
    for seed in seeds {
      let simulation = Simulation(.init(seed: seed, readyOrder: .seeded))
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
      if let error = outcome.error {
        throw SimulationFailure(seed: seed, reason: .threw(String(describing: error)))
      }
      switch simulation.state {
      case .finished: break
      case .running: throw SimulationFailure(seed: seed, reason: .tookTooLong(limit))
      case .stalled:
        throw SimulationFailure(seed: seed, reason: .stalled(simulation.blockedTasks))
      }
    }
  }

  /// What the main task threw; only the simulation's thread touches it.
  private final class CheckOutcome: @unchecked Sendable {
    var error: (any Error)?
  }
}
