import WeirEngine
import WeirPatterns
import WeirEvents

/// One server after the other: each takes in work, shuts down in order after some time, and is
/// followed by the next.
final class ShutdownScenario: Scenario, @unchecked Sendable {
  private let world: World
  private let simulation: Simulation
  /// The current server.
  private var currentServer: Server?
  private var currentServerTask: SimulatedTask?
  /// A server that ended and left everything running.
  private var orphaned: Server?
  private let streams: Server.Streams

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    streams = Server.Streams(world.simulation)
  }

  func main() async throws {
    var generation: UInt32 = 0
    while generation < world.knobs.limit(Name.generations) ?? .max {
      try Task.checkCancellation()
      generation += 1
      let server = Server(generation, world, streams)
      let task = simulation.spawn(Label(Stem.server, generation), role: Stem.server) {
        try await self.serve(server)
      }
      (currentServer, currentServerTask) = (server, task)
      await task.finished()
      (currentServer, currentServerTask) = (nil, nil)
    }
  }

  private func serve(_ server: Server) async throws {
    server.start()
    await server.waitForTrigger()
    if world.pitfall == Pitfall.abrupt {
      orphaned?.abort()
      orphaned = server
    } else {
      await server.shutDown()
    }
  }

  func knobChanged(_ knob: String) {
    currentServer?.knobChanged(knob)
  }

  func pitfallSwitched(from old: String?) {
    orphaned?.abort()
    orphaned = nil
  }

  func triggered(_ name: String) {
    guard let currentServer, !currentServer.trigger() else { return }
    currentServerTask?.cancel()
  }

  enum Stem {
    static let server = Symbol("server")
    static let load = Symbol("load")
    static let worker = Symbol("worker")
    static let timer = Symbol("timer")
  }
}
