import WeirEngine
import WeirPatterns
import WeirEvents

/// The guide's try, except and finally: callers of an operation that fails now and then; they try again, catch what
/// remains, and clean up in any case.
final class ErrorsScenario: Scenario, @unchecked Sendable {
  let world: World
  let simulation: Simulation
  let service: FlakyService
  let budget: RetryBudget
  private var callers = Crew(Stem.caller)
  private var isClosed = false
  /// How many calls have been begun by all together.
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
    // Nobody comes any more, and whoever is still there goes.
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

  /// Calls and pauses, until all is done or an error ends the caller; then another one takes the place.
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
  /// How many retries a call allows, on the average of all.
  fileprivate var budgetShare: Double { Double(share(ErrorsScenario.Name.budgetShare)) / 1000 }
}
