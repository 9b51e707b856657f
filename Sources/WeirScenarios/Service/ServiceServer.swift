import WeirEngine
import WeirPatterns
import WeirEvents

/// One server: its queue, workers, pool and batcher, from the start to the graceful shutdown.
final class ServiceServer: @unchecked Sendable {
  typealias Name = ServiceScenario.Name

  let queue: BoundedQueue<VirtualInstant, VirtualClock>
  private let number: UInt32
  let world: World
  let simulation: Simulation
  let database: ServiceDatabase
  let pool: ConnectionPool<ServiceDatabase.Connection, VirtualClock>
  let batcher: MicroBatcher<Void, Void, VirtualClock>
  let budget: RetryBudget
  private var workers = Population(Stem.worker)
  /// The requests that workers are handling.
  let inProgress: WorkInFlight
  /// Whether workers abandon the requests that they are handling.
  private(set) var isAborted = false
  private var task = TaskID.none
  /// Sleeps until the server should shut down.
  private var watch: SimulatedTask?

  init(_ number: UInt32, _ service: ServiceScenario) {
    self.number = number
    world = service.world
    simulation = world.simulation
    database = service.database
    queue = BoundedQueue(
      "intake", capacity: world.knobs.limit(Name.capacity), overflow: .dropNewest,
      clock: simulation.clock, reporter: simulation)
    inProgress = WorkInFlight(as: .join(queue.id), reporter: simulation)
    pool = database.makePool()
    batcher = MicroBatcher(
      "writes", ServiceServer.batching(world), clock: simulation.clock, reporter: simulation,
      process: database.write)
    budget = RetryBudget(share: Double(world.knobs.share(Name.budget)) / 1000)
  }

  /// Serves until it is stopped, then shuts down.
  func run() async {
    task = simulation.currentTask
    let keeper = simulation.spawn(Label(Stem.batcher, number), role: Stem.batcher) { [batcher] in
      try await batcher.run()
    }
    adjustWorkers()
    let watch = simulation.spawn(Label(Stem.watch, number), role: Stem.watch) { [simulation] in
      try await simulation.sleep(until: VirtualInstant(nanoseconds: .max))
    }
    self.watch = watch
    await watch.finished()
    await shutDown(keeper)
  }

  /// Starts the shutdown of the server.
  func stop() {
    watch?.cancel()
  }

  private func shutDown(_ keeper: SimulatedTask) async {
    let shutdown = GracefulShutdown(
      grace: world.knobs.duration(Name.grace) ?? .zero, clock: simulation.clock,
      reporter: simulation)
    await shutdown.run([
      .queue("intake", queue), workersPart,
      .batcher("writes", batcher) { keeper.cancel() },
      .pool("database", pool),
    ])
    for worker in workers.living { await worker.finished() }
    await keeper.finished()
  }

  /// The workers, which end by themselves when the closed queue is empty.
  private var workersPart: ShutdownPart {
    ShutdownPart("workers") {
    } remains: {
      self.inProgress.count
    } drained: {
      try await self.inProgress.drained()
    } cancel: {
      self.isAborted = true
      for worker in self.workers.living { worker.cancel() }
    }
  }

  func knobChanged(_ knob: String) {
    switch knob {
    case Name.capacity:
      queue.reconfigure(capacity: world.knobs.limit(Name.capacity), overflow: .dropNewest)
    case Name.workers: adjustWorkers()
    case Name.poolSize: pool.reconfigure(database.poolConfiguration)
    case Name.budget:
      budget.reconfigure(share: Double(world.knobs.share(Name.budget)) / 1000)
    case Name.batchSize, Name.linger: batcher.reconfigure(ServiceServer.batching(world))
    default: break
    }
  }

  private static func batching(_ world: World) -> BatcherConfiguration {
    BatcherConfiguration(
      size: world.knobs.count(Name.batchSize),
      linger: world.knobs.duration(Name.linger) ?? .zero, concurrency: 4)
  }

  private func adjustWorkers() {
    workers.resize(to: world.knobs.count(Name.workers), in: simulation, parent: task) {
      try await self.work($0)
    }
  }

  enum Stem {
    static let worker = Symbol("worker")
    static let batcher = Symbol("batcher")
    static let watch = Symbol("watch")
    static let givenUp = Symbol("TimeoutError")
  }
}
