import WeirEngine
import WeirPatterns
import WeirEvents

extension ErrorsScenario {
  /// The guide's function of that name: try, except, finally.
  func handleErrors(_ streams: inout CallerStreams) async throws {
    let task = simulation.currentTask
    let cleanup = world.knobs.time(Name.cleanupTime).draw(from: &streams.cleanup)
    simulation.report(.request(task, .started))
    do {
      try await call(&streams)
      simulation.report(.request(task, .ended(.completed)))
    } catch is ServiceDown where world.pitfall != Pitfall.unhandled {
      simulation.report(.error(task, .caught(Stem.serviceDown)))
      simulation.report(.request(task, .ended(.failed)))
    } catch {
      simulation.report(.request(task, .ended(error is CancellationError ? .cancelled : .failed)))
      try await cleanUp(for: cleanup)
      throw error
    }
    try await cleanUp(for: cleanup)
  }

  private func cleanUp(for length: Duration) async throws {
    guard length > .zero else { return }
    try await shielded(isCleanup: true, reporter: simulation) { [simulation] in
      try await simulation.sleep(for: length)
    }
  }

  /// The risky operation, retried as often as the policy allows.
  private func call(_ streams: inout CallerStreams) async throws {
    let budget = world.knobs.choice(Name.budget) == Budget.on ? budget : nil
    try await retry(
      policy, budget: budget, clock: simulation.clock, reporter: simulation,
      random: { streams.jitter.nextUnit() }, isRetryable: { $0 is ServiceDown }
    ) { _ in
      try await service.answer(&streams)
    }
  }

  private var policy: RetryPolicy {
    RetryPolicy(
      attempts: world.knobs.count(Name.attempts),
      base: world.knobs.duration(Name.base) ?? .zero,
      cap: world.knobs.duration(Name.cap) ?? .zero,
      jitter: RetryPolicy.Jitter(rawValue: world.knobs.choice(Name.jitter)) ?? .full)
  }
}
