import WeirEngine
import WeirEvents

/// Acquires and releases resources, both of which take time.
///
/// Only the simulation's thread uses it.
final class SimulatedResource: @unchecked Sendable {
  private let world: World
  private var acquisitions: RandomStream
  private var releases: RandomStream

  init(_ world: World) {
    self.world = world
    acquisitions = world.simulation.randomStream(ResourceScenario.Name.acquireTime)
    releases = world.simulation.randomStream(ResourceScenario.Name.releaseTime)
  }

  @Sendable func acquire() async throws {
    let time = world.knobs.time(ResourceScenario.Name.acquireTime).draw(from: &acquisitions)
    if time > .zero { try await world.simulation.sleep(for: time) }
  }

  @Sendable func release(_: Void) async throws {
    let time = world.knobs.time(ResourceScenario.Name.releaseTime).draw(from: &releases)
    if time > .zero { try await world.simulation.sleep(for: time) }
  }
}
