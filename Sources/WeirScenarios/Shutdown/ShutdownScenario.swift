import WeirEngine
import WeirPatterns
import WeirEvents

/// One server after the other: each takes in work, shuts down in order after some time, and is
/// followed by the next.
final class ShutdownScenario: Scenario, @unchecked Sendable {
  private let world: World
  private let simulation: Simulation
  /// The current server.
  private var present: Server?
  private var presentTask: SimulatedTask?
  /// A server that ended and left everything running.
  private var orphaned: Server?
  private let luck: Server.Luck

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    luck = Server.Luck(world.simulation)
  }

  func main() async throws {
    var generation: UInt32 = 0
    while generation < world.settings.limit(Name.generations) ?? .max {
      try Task.checkCancellation()
      generation += 1
      let server = Server(generation, world, luck)
      let task = simulation.spawn(Label(Stem.server, generation), role: Stem.server) {
        try await self.serve(server)
      }
      (present, presentTask) = (server, task)
      await task.finished()
      (present, presentTask) = (nil, nil)
    }
  }

  private func serve(_ server: Server) async throws {
    server.start()
    await server.waitForTrigger()
    if world.pitfall == Pitfall.abrupt {
      orphaned?.kill()
      orphaned = server
    } else {
      await server.shutDown()
    }
  }

  func settingChanged(_ knob: String) {
    present?.settingChanged(knob)
  }

  func pitfallSwitched(from old: String?) {
    orphaned?.kill()
    orphaned = nil
  }

  func triggered(_ name: String) {
    guard let present, !present.trigger() else { return }
    presentTask?.cancel()
  }

  enum Stem {
    static let server = Symbol("server")
    static let load = Symbol("load")
    static let worker = Symbol("worker")
    static let timer = Symbol("timer")
  }
}
