import WeirEngine
import WeirPatterns
import WeirEvents

/// Items arrive, wait in an intake, and are processed in batches by a backend with a limited number
/// of places.
///
/// With the guide's method, the items that wait are gathered, with one child task for each. With
/// the other, submitters submit single items to a batcher, and each gets its own output. Changing
/// the method or the pitfall replaces the tasks that take items from the intake; nothing is lost.
final class BatchingScenario: Scenario, @unchecked Sendable {
  let world: World
  let simulation: Simulation
  let intake: BoundedQueue<Int, VirtualClock>
  let backend: ConnectionPool<Void, VirtualClock>
  private(set) var batcher: MicroBatcher<Int, Int, VirtualClock>?
  /// The tasks that take items from the intake.
  var submitters = Population(Stem.submitter)
  /// The tasks of single items, if each item has one.
  var itemTasks: [SimulatedTask] = []
  /// How items are processed.
  var work = Work.batched
  /// Tasks that were replaced, and may still be finishing the items that they hold.
  var replaced: [SimulatedTask] = []
  var itemCount: UInt32 = 0
  var isOpen = false
  var mainTask = TaskID.none
  private var arrivals: RandomStream
  private var batchCosts: RandomStream
  private var itemCosts: RandomStream

  init(_ world: World) {
    self.world = world
    simulation = world.simulation
    intake = BoundedQueue(
      "intake", capacity: world.knobs.limit(Name.capacity), clock: simulation.clock,
      reporter: simulation)
    backend = ConnectionPool(
      "backend", .init(limit: world.knobs.limit(Name.concurrency)), clock: simulation.clock,
      reporter: simulation
    ) {}
    arrivals = simulation.randomStream("source.\(Name.arrivalRate)")
    batchCosts = simulation.randomStream("backend.\(Name.batchCost)")
    itemCosts = simulation.randomStream("backend.\(Name.itemCost)")
    batcher = MicroBatcher(
      "batcher", world.knobs.batches, clock: simulation.clock, reporter: simulation
    ) { [unowned self] items in
      try await self.process(items)
    }
  }

  func main() async throws {
    mainTask = simulation.currentTask
    isOpen = true
    let source = simulation.spawn(Label(Stem.source), role: Stem.source) { try await self.arrive() }
    let loop = simulation.spawn(Label(Stem.batcher), role: Stem.batcher) { [batcher] in
      try await batcher?.run()
    }
    adjustPopulation()
    await source.finished()
    try await intake.join()
    isOpen = false
    cancelSubmitters()
    for task in replaced { await task.finished() }
    batcher?.close()
    await loop.finished()
  }

  private func arrive() async throws {
    var made = 0
    while made < limit {
      if made > 0 {
        let gap = TimeDistribution.exponential(mean: world.knobs.interval(Name.arrivalRate))
        try await simulation.sleep(for: gap.draw(from: &arrivals))
      }
      for _ in 0..<max(min(world.knobs.count(Name.burst), limit - made), 0) {
        made += 1
        try await intake.put(made)
      }
    }
  }

  private var limit: Int { world.knobs.limit(Name.items) ?? .max }

  /// Processes a batch in the backend, which doubles each item.
  func process(_ items: [Int]) async throws -> [Int] {
    try await backend.withConnection {
      let cost = items.reduce(drawBatchCost()) { cost, _ in cost + drawItemCost() }
      if cost > .zero { try await simulation.sleep(for: cost) }
    }
    return items.map { $0 * 2 }
  }

  func drawBatchCost() -> Duration {
    world.knobs.time(Name.batchCost).draw(from: &batchCosts)
  }

  func drawItemCost() -> Duration {
    world.knobs.time(Name.itemCost).draw(from: &itemCosts)
  }

  enum Stem {
    static let source = Symbol("source")
    static let batcher = Symbol("batcher")
    static let submitter = Symbol("submitter")
    static let item = Symbol("item")
  }
}

extension KnobValues {
  var batches: BatcherConfiguration {
    typealias Name = BatchingScenario.Name
    return BatcherConfiguration(
      size: count(Name.batchSize), linger: duration(Name.linger) ?? .zero,
      concurrency: limit(Name.concurrency))
  }
}
