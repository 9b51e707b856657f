import WeirEngine
import WeirPatterns
import WeirEvents

/// Requests arrive, each as a task of its own, and share a pool of connections, as the guide's
/// requests share a session.
final class PoolScenario: Scenario, @unchecked Sendable {
  private let world: World
  private let simulation: Simulation
  private let pool: ConnectionPool<Void, VirtualClock>
  /// The requests that ended without releasing their connection.
  private var forgetful: Set<TaskID> = []
  private var arrivals: RandomStream
  private var requestTimes: RandomStream
  private var leaks: RandomStream

  init(_ world: World) {
    self.world = world
    let simulation = world.simulation
    self.simulation = simulation
    arrivals = simulation.randomStream("arrivals.\(Name.requestRate)")
    requestTimes = simulation.randomStream("arrivals.\(Name.requestTime)")
    leaks = simulation.randomStream("arrivals.\(Name.leakShare)")
    let connecting = Connecting(simulation.randomStream("pool.\(Name.connectTime)"))
    pool = ConnectionPool(
      "connections", world.connections, clock: simulation.clock, reporter: simulation
    ) {
      let length = world.knobs.time(Name.connectTime).draw(from: &connecting.stream)
      if length > .zero { try await simulation.sleep(for: length) }
    }
  }

  /// The random stream for connecting. Only the simulation's thread uses it.
  private final class Connecting: @unchecked Sendable {
    var stream: RandomStream

    init(_ stream: RandomStream) { self.stream = stream }
  }

  func main() async throws {
    let keeper = simulation.spawn(Label(Stem.keeper), role: Stem.keeper) { [pool] in
      try await pool.run()
    }
    let arrivals = simulation.spawn(Label(Stem.arrivals), role: Stem.arrivals) {
      try await self.arrive()
    }
    await arrivals.finished()
    pool.close()
    await keeper.finished()
  }

  func knobChanged(_ knob: String) {
    switch knob {
    case Name.poolSize, Name.acquireTimeout, Name.idleTimeout: pool.reconfigure(world.connections)
    default: break
    }
  }

  /// Connections that were leaked are reclaimed when the pitfall is disabled.
  func pitfallSwitched(from old: String?) {
    pool.reconfigure(world.connections)
    guard old == Pitfall.leak else { return }
    for loan in pool.loans where forgetful.contains(loan.holder) { pool.reclaim(loan) }
    forgetful = []
  }
}

extension PoolScenario {
  /// Starts requests, and waits for the last of them.
  private func arrive() async throws {
    var requests: [SimulatedTask] = []
    var worthLooking = 64
    var count = 0
    while count < limit {
      if count > 0 {
        let gap = TimeDistribution.exponential(mean: world.knobs.interval(Name.requestRate))
        try await simulation.sleep(for: gap.draw(from: &arrivals))
        if requests.count > worthLooking {
          requests.removeAll(where: \.isOver)
          worthLooking = 2 * requests.count + 64
        }
      }
      for _ in 0..<max(min(world.knobs.count(Name.burst), limit - count), 0) {
        count += 1
        requests.append(startRequest(count))
      }
    }
    for request in requests { await request.finished() }
  }

  private var limit: Int { world.knobs.limit(Name.requests) ?? .max }

  private func startRequest(_ number: Int) -> SimulatedTask {
    let length = world.knobs.time(Name.requestTime).draw(from: &requestTimes)
    let forgets = leaks.happens(world.knobs.share(Name.leakShare))
    return simulation.spawn(
      Label(Stem.request, UInt32(truncatingIfNeeded: number)), role: Stem.request
    ) {
      try await self.request(for: length, forgets: forgets)
    }
  }

  private func request(for length: Duration, forgets: Bool) async throws {
    let task = simulation.currentTask
    simulation.report(.request(task, .started))
    do {
      if forgets, world.pitfall == Pitfall.leak {
        try await fetchAndLeak(for: length, task)
      } else {
        try await pool.withConnection { try await simulation.sleep(for: length) }
      }
      simulation.report(.request(task, .ended(.completed)))
    } catch {
      simulation.report(.request(task, .ended(error is TimeoutError ? .timedOut : .cancelled)))
      throw error
    }
  }

  /// Acquires a connection, and releases it only if something goes wrong.
  private func fetchAndLeak(for length: Duration, _ task: TaskID) async throws {
    let pooled = try await pool.acquire()
    do {
      try await simulation.sleep(for: length)
    } catch {
      pool.release(pooled)
      throw error
    }
    if world.pitfall == Pitfall.leak {
      forgetful.insert(task)
    } else {
      pool.release(pooled)
    }
  }

  enum Stem {
    static let keeper = Symbol("keeper")
    static let arrivals = Symbol("arrivals")
    static let request = Symbol("request")
  }
}

extension World {
  /// The current limits of the pool.
  fileprivate var connections: PoolConfiguration {
    typealias Name = PoolScenario.Name
    return PoolConfiguration(
      limit: knobs.count(Name.poolSize), acquireTimeout: knobs.duration(Name.acquireTimeout),
      idleTimeout: knobs.duration(Name.idleTimeout),
      reusesConnections: pitfall != PoolScenario.Pitfall.noPool)
  }
}
