import WeirEngine
import WeirPatterns
import WeirEvents

/// The guide's context manager: users acquire a limited resource, use it, and release it, even if
/// the use fails or is cancelled in the middle.
final class ResourceScenario: Scenario, @unchecked Sendable {
  let world: World
  let simulation: Simulation
  let resource: ScopedResource<Void, VirtualClock>
  var users = Population(Stem.user)
  private var isClosed = false
  /// The number of uses begun by all users together.
  var begunCount = 0
  /// The parent of all other tasks.
  var mainTask = TaskID.none
  /// Resources that were acquired without a scope and never released.
  var forgotten: [Lease<Void>] = []

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    let simulated = SimulatedResource(world)
    resource = ScopedResource(
      "resource", limit: world.knobs.limit(Name.resources), clock: simulation.clock,
      reporter: simulation, acquire: simulated.acquire, release: simulated.release)
  }

  func main() async throws {
    mainTask = simulation.currentTask
    adjustPopulation()
    while !Task.isCancelled, let user = users.firstLiving {
      await user.finished()
    }
    // No new users start from now on, and those that are left are cancelled.
    isClosed = true
    for user in users.removeAll() { user.cancel() }
  }

  func knobChanged(_ knob: String) {
    switch knob {
    case Name.users: adjustPopulation()
    case Name.resources: resource.reconfigure(limit: world.knobs.limit(Name.resources))
    default: break
    }
  }

  func pitfallSwitched(from old: String?) {
    if old == Pitfall.manualRelease { reclaim() }
  }

  /// Starts or cancels users until there is the right number, while there are uses left to make.
  func adjustPopulation() {
    guard hasUsesLeft, !isClosed else { return }
    users.resize(to: world.knobs.count(Name.users), in: simulation, parent: mainTask) {
      try await self.live($0)
    }
  }

  var hasUsesLeft: Bool { begunCount < world.knobs.limit(Name.uses) ?? .max }

  enum Stem {
    static let user = Symbol("user")
    static let canceller = Symbol("canceller")
    static let janitor = Symbol("janitor")
    static let useFailed = Symbol("UseFailed")
    static let timedOut = Symbol("TimeoutError")
  }
}
