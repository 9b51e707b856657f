import WeirEngine
import WeirPatterns
import WeirEvents

/// The guide's try, except and finally: callers of an operation that sometimes fails; they retry,
/// catch the remaining errors, and always clean up.
final class ErrorsScenario: Scenario, @unchecked Sendable {
  let world: World
  let simulation: Simulation
  let service: FlakyService
  let budget: RetryBudget
  private var callers = Crew(Stem.caller)
  private var isClosed = false
  /// The number of calls begun by all callers together.
  private var begunCount = 0
  private var mainTask = TaskID.none

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    service = FlakyService(world)
    budget = RetryBudget(share: world.settings.budgetShare, reserve: 10)
  }

  func main() async throws {
    mainTask = simulation.currentTask
    staff()
    while !Task.isCancelled, let caller = callers.present {
      await caller.finished(seesError: world.pitfall != Pitfall.unhandled)
    }
    // No new callers start from now on, and those that are left are cancelled.
    isClosed = true
    for caller in callers.dismiss() { caller.cancel() }
  }

  func settingChanged(_ knob: String) {
    switch knob {
    case Name.callers: staff()
    case Name.failureRate, Name.outage: service.changeWeather()
    case Name.budgetShare: budget.reconfigure(share: world.settings.budgetShare)
    default: break
    }
  }

  private func staff() {
    guard hasCallsLeft, !isClosed else { return }
    callers.staff(world.settings.count(Name.callers), in: simulation, parent: mainTask) {
      try await self.live($0)
    }
  }

  private var hasCallsLeft: Bool { begunCount < world.settings.limit(Name.calls) ?? .max }

  /// Calls and pauses until all calls have been made, or an error ends the caller; then another one
  /// takes its place.
  private func live(_ number: UInt32) async throws {
    defer {
      callers.part(with: simulation.currentTask)
      staff()
    }
    var luck = CallerLuck(simulation, number)
    if simulation.now > .zero { try await pause(&luck) }
    while hasCallsLeft {
      begunCount += 1
      try await handleErrors(&luck)
      if hasCallsLeft { try await pause(&luck) }
    }
  }

  private func pause(_ luck: inout CallerLuck) async throws {
    try await simulation.sleep(for: world.settings.time(Name.pause).draw(from: &luck.pause))
  }

  enum Stem {
    static let caller = Symbol("caller")
    static let serviceDown = Symbol("ServiceDown")
  }
}

extension KnobSettings {
  /// The average number of retries that a call allows.
  fileprivate var budgetShare: Double { Double(share(ErrorsScenario.Name.budgetShare)) / 1000 }
}
