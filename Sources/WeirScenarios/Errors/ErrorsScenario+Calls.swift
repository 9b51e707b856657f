import WeirEngine
import WeirPatterns
import WeirEvents

extension ErrorsScenario {
  /// The guide's function of that name: try, except, finally.
  func handleErrors(_ luck: inout CallerLuck) async throws {
    let task = simulation.currentTask
    let cleanup = world.settings.time(Name.cleanupTime).draw(from: &luck.cleanup)
    simulation.report(.request(task, .started))
    do {
      try await call(&luck)
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
  private func call(_ luck: inout CallerLuck) async throws {
    let budget = world.settings.choice(Name.budget) == Budget.on ? budget : nil
    try await retry(
      policy, budget: budget, clock: simulation.clock, reporter: simulation,
      random: { luck.jitter.nextUnit() }, isRetryable: { $0 is ServiceDown }
    ) { _ in
      try await service.answer(&luck)
    }
  }

  private var policy: RetryPolicy {
    RetryPolicy(
      attempts: world.settings.count(Name.attempts),
      base: world.settings.duration(Name.base) ?? .zero,
      cap: world.settings.duration(Name.cap) ?? .zero,
      jitter: RetryPolicy.Jitter(rawValue: world.settings.choice(Name.jitter)) ?? .full)
  }
}
