import WeirEngine
import WeirPatterns
import WeirEvents

/// All patterns in one program: clients put requests into a bounded queue; workers take them out,
/// query a database with deadlines and retries over a pool of connections, and write the results in
/// batches; at the end everything shuts down gracefully.
///
/// With the retry storm it shows a metastable failure (Bronson et al., "Metastable Failures in
/// Distributed Systems", HotOS 2021): queries that time out break their connections, and the
/// retries have to open new ones, so that most of them time out, too. The overload sustains itself
/// long after the slow answers that triggered it are over.
final class ServiceScenario: Scenario, @unchecked Sendable {
  let world: World
  let simulation: Simulation
  let database: ServiceDatabase
  private(set) var server: ServiceServer?
  private var clients = Population(Stem.client)
  /// Starts bursts of slow answers at intervals.
  private var burstStarter: SimulatedTask?
  private var serverCount: UInt32 = 0
  private var requestCount = 0
  private var mainTask = TaskID.none

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    database = ServiceDatabase(world)
  }

  func main() async throws {
    mainTask = simulation.currentTask
    repeat {
      serverCount += 1
      let server = ServiceServer(serverCount, self)
      self.server = server
      let task = simulation.spawn(Label(Stem.server, serverCount), role: Stem.server) {
        await server.run()
      }
      if serverCount == 1 {
        adjustClients()
        restartBursts()
      }
      await task.finished()
    } while !hasEnded && !Task.isCancelled
    burstStarter?.cancel()
    await burstStarter?.finished()
    await database.endBursts()
    for client in clients.removeAll() { await client.finished() }
  }

  private func restartBursts() {
    burstStarter?.cancel()
    burstStarter = simulation.spawn(Label(Stem.weather), role: Stem.weather, parent: mainTask) {
      while let pause = self.world.knobs.duration(Name.burstEvery) {
        try await self.simulation.sleep(for: pause)
        self.database.startBurst(parent: self.mainTask)
      }
    }
  }

  /// Whether all requests have been sent.
  var hasEnded: Bool {
    world.knobs.limit(Name.requests).map { requestCount >= $0 } ?? false
  }

  private func adjustClients() {
    clients.resize(to: world.knobs.count(Name.clients), in: simulation, parent: mainTask) {
      try await self.send($0)
    }
  }

  /// Sends requests at random instants, whether or not the service can take them: a full queue
  /// rejects them.
  private func send(_ number: UInt32) async throws {
    var gaps = simulation.randomStream("client-\(number).\(Name.requestRate)")
    while !hasEnded {
      let gap = world.knobs.interval(Name.requestRate) * world.knobs.count(Name.clients)
      try await simulation.sleep(for: TimeDistribution.exponential(mean: gap).draw(from: &gaps))
      guard !hasEnded else { break }
      requestCount += 1
      do {
        try await server?.queue.put(simulation.now)
      } catch is QueueError {
        simulation.report(.error(simulation.currentTask, .caught(Stem.unavailable)))
      }
    }
    if hasEnded { server?.stop() }
  }

  func knobChanged(_ knob: String) {
    switch knob {
    case Name.clients: adjustClients()
    case Name.burstEvery: restartBursts()
    default: server?.knobChanged(knob)
    }
  }

  func triggered(_ name: String) {
    switch name {
    case Trigger.burst: database.startBurst(parent: mainTask)
    case Trigger.shutdown: server?.stop()
    default: break
    }
  }

  enum Stem {
    static let server = Symbol("server")
    static let weather = Symbol("weather")
    static let client = Symbol("client")
    static let unavailable = Symbol("QueueError.closed")
  }
}
