import WeirEngine
import WeirPatterns
import WeirEvents

/// Work in steps that stops when it is cancelled, after cleaning up.
struct LongOperation: Sendable {
  private let world: World
  private let simulation: Simulation
  private let work: Duration
  private let cleanup: Duration

  init(_ scenario: TimeoutsScenario, work: Duration, cleanup: Duration) {
    world = scenario.world
    simulation = scenario.simulation
    self.work = work
    self.cleanup = cleanup
  }

  func run() async throws {
    if world.pitfall == TimeoutsScenario.Pitfall.ignoresCancellation {
      return try await runRegardless()
    }
    do {
      let steps = world.knobs.count(TimeoutsScenario.Name.steps)
      for _ in 0..<steps { try await step(for: work / steps) }
    } catch {
      try await cleanUp()
      throw error
    }
  }

  /// Runs a step under its own limit, if there is one, and never past the deadline around it.
  private func step(for length: Duration) async throws {
    guard let limit = world.knobs.duration(TimeoutsScenario.Name.stepLimit) else {
      return try await simulation.sleep(for: length)
    }
    try await withTimeout(limit, clock: simulation.clock, reporter: simulation) { [simulation] in
      try await simulation.sleep(for: length)
    }
  }

  private func cleanUp() async throws {
    guard cleanup > .zero else { return }
    try await shielded(isCleanup: true, reporter: simulation) { [simulation, cleanup] in
      try await simulation.sleep(for: cleanup)
    }
  }

  /// The pitfall: a cancellation has no effect. It runs to its own end, although its result is no
  /// longer wanted.
  private func runRegardless() async throws {
    try await simulation.shielded { [simulation, work] in try await simulation.sleep(for: work) }
  }
}
