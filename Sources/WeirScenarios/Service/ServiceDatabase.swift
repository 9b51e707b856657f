import WeirEngine
import WeirPatterns
import WeirEvents

/// The database behind the service: it answers after some time, and in bursts more slowly.
final class ServiceDatabase: @unchecked Sendable {
  /// A connection. If a query was abandoned, its connection can't be used again.
  final class Connection: @unchecked Sendable {
    var isBroken = false
  }

  private typealias Name = ServiceScenario.Name
  private let world: World
  private var bursts: [SimulatedTask] = []
  private var burstCount: UInt32 = 0
  private var queryTimes: RandomStream

  init(_ world: World) {
    self.world = world
    queryTimes = world.simulation.randomStream(Name.queryTime)
  }

  /// A pool of connections to it.
  func makePool() -> ConnectionPool<Connection, VirtualClock> {
    let simulation = world.simulation
    return ConnectionPool(
      "database", poolConfiguration, clock: simulation.clock, reporter: simulation
    ) {
      try await simulation.sleep(for: self.world.knobs.duration(Name.connectTime) ?? .zero)
      return Connection()
    } validate: {
      !$0.isBroken
    }
  }

  var poolConfiguration: PoolConfiguration {
    PoolConfiguration(limit: world.knobs.count(Name.poolSize))
  }

  /// Runs a query over a connection, which is broken unless the query completes.
  func query(_ connection: Connection) async throws {
    var length = world.knobs.time(Name.queryTime).draw(from: &queryTimes)
    if bursts.contains(where: { !$0.isOver }) { length *= world.knobs.count(Name.slowness) }
    connection.isBroken = true
    try await world.simulation.sleep(for: length)
    connection.isBroken = false
  }

  /// Writes the results of some requests in one batch.
  func write(_ results: [Void]) async throws -> [Void] {
    try await world.simulation.sleep(for: world.knobs.duration(Name.writeTime) ?? .zero)
    return results
  }

  /// Starts a burst of slow answers.
  func startBurst(parent: TaskID) {
    let simulation = world.simulation
    burstCount += 1
    bursts.removeAll(where: \.isOver)
    bursts.append(
      simulation.spawn(Label(Stem.burst, burstCount), role: Stem.burst, parent: parent) { [world] in
        try await simulation.sleep(for: world.knobs.duration(Name.burst) ?? .zero)
      })
  }

  /// Ends all bursts immediately.
  func endBursts() async {
    for burst in bursts { burst.cancel() }
    for burst in bursts { await burst.finished() }
  }

  private enum Stem {
    static let burst = Symbol("burst")
  }
}
