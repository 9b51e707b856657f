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
  private var callers = Population(Stem.caller)
  private var isClosed = false
  /// The number of calls begun by all callers together.
  private var begunCount = 0
  private var mainTask = TaskID.none

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    service = FlakyService(world)
    budget = RetryBudget(share: world.knobs.budgetShare, reserve: 10)
  }

  func main() async throws {
    mainTask = simulation.currentTask
    adjustPopulation()
    while !Task.isCancelled, let caller = callers.firstLiving {
      await caller.finished(seesError: world.pitfall != Pitfall.unhandled)
    }
    // No new callers start from now on, and those that are left are cancelled.
    isClosed = true
    for caller in callers.removeAll() { caller.cancel() }
  }

  func knobChanged(_ knob: String) {
    switch knob {
    case Name.callers: adjustPopulation()
    case Name.failureRate, Name.outage: service.restartOutages()
    case Name.budgetShare: budget.reconfigure(share: world.knobs.budgetShare)
    default: break
    }
  }

  private func adjustPopulation() {
    guard hasCallsLeft, !isClosed else { return }
    callers.resize(to: world.knobs.count(Name.callers), in: simulation, parent: mainTask) {
      try await self.live($0)
    }
  }

  private var hasCallsLeft: Bool { begunCount < world.knobs.limit(Name.calls) ?? .max }

  /// Calls and pauses until all calls have been made, or an error ends the caller; then another one
  /// takes its place.
  private func live(_ number: UInt32) async throws {
    defer {
      callers.remove(simulation.currentTask)
      adjustPopulation()
    }
    var streams = CallerStreams(simulation, number)
    if simulation.now > .zero { try await pause(&streams) }
    while hasCallsLeft {
      begunCount += 1
      try await handleErrors(&streams)
      if hasCallsLeft { try await pause(&streams) }
    }
  }

  private func pause(_ streams: inout CallerStreams) async throws {
    try await simulation.sleep(for: world.knobs.time(Name.pause).draw(from: &streams.pause))
  }

  enum Stem {
    static let caller = Symbol("caller")
    static let serviceDown = Symbol("ServiceDown")
  }
}

extension KnobValues {
  /// The average number of retries that a call allows.
  fileprivate var budgetShare: Double { Double(share(ErrorsScenario.Name.budgetShare)) / 1000 }
}
