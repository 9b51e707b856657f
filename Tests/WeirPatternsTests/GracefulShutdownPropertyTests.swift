import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Queues, workers, a batcher and a pool, shut down at a random instant with a random grace period,
/// some of these shutdowns cancelled, with thousands of seeds and as many interleavings: all
/// accepted work is done or reported, everything is stopped, and nothing is left.
@Suite struct GracefulShutdownPropertyTests {
  @Test func `a shutdown finishes or reports all accepted work, and leaves nothing behind`() throws
  {
    try Simulation.check(seeds: Interleavings.seeds) { simulation in
      let trial = Trial(simulation)
      try await trial.run()
    }
  }
}

/// Only the simulation's thread uses it.
private final class Trial: @unchecked Sendable {
  private let simulation: Simulation
  private var random: RandomStream
  private let queue: BoundedQueue<Int, VirtualClock>
  private var taken = 0
  private var done = 0
  private var working = 0
  /// Whether the shutdown itself was cancelled; then it does not wait for parts that don't stop.
  private var isHurried = false
  private var workers: [SimulatedTask] = []

  init(_ simulation: Simulation) {
    self.simulation = simulation
    random = simulation.randomStream("trial")
    queue = BoundedQueue(
      capacity: random.next(below: 4), clock: simulation.clock, reporter: simulation)
  }

  struct Wrong: Error {
    let what: String
  }

  func run() async throws {
    let pool = ConnectionPool(
      "pool", .init(limit: 1 + random.next(below: 2)), clock: simulation.clock, reporter: simulation
    ) { 1 }
    let batcher = MicroBatcher(
      "batcher", .init(size: 2, linger: .milliseconds(2)), clock: simulation.clock,
      reporter: simulation
    ) { (items: [Int]) in
      try await pool.withConnection { _ in try await self.pause() }
      return items
    }
    let load = spawn("load") { try await self.put() }
    let loop = spawn("batcher") { try await batcher.run() }
    workers = (1...3).map { number in spawn("worker-\(number)") { try await self.work(batcher) } }
    try await simulation.sleep(for: .milliseconds(random.next(below: 20)))
    let parts: [ShutdownPart] = [
      .queue("intake", queue), workersPart, .batcher("batcher", batcher) { loop.cancel() },
      .pool("pool", pool),
    ]
    let report = try await shutDown(parts)
    for task in [load, loop] + workers { await task.finished() }
    try judge(report, pool)
  }

  private func shutDown(_ parts: [ShutdownPart]) async throws -> ShutdownReport {
    let slot = Slot()
    let grace = Duration.milliseconds(random.next(below: 40))
    let task = spawn("shutdown") {
      slot.report = await GracefulShutdown(
        grace: grace, clock: self.simulation.clock, reporter: self.simulation
      ).run(parts)
    }
    isHurried = random.next(below: 3) == 0
    if isHurried {
      try await pause()
      task.cancel()
    }
    await task.finished()
    guard let report = slot.report else { throw Wrong(what: "no report") }
    return report
  }

  private final class Slot: @unchecked Sendable {
    var report: ShutdownReport?
  }

  private func judge(_ report: ShutdownReport, _ pool: ConnectionPool<Int, VirtualClock>) throws {
    guard report.unresponsive.isEmpty || isHurried else { throw Wrong(what: "\(report)") }
    guard queue.depth == 0, pool.busyCount == 0, pool.unusedCount == 0 else {
      throw Wrong(what: "something is left")
    }
    let given = report.abandoned.filter { $0.part == "intake" || $0.part == "workers" }
      .reduce(0) { $0 + $1.count }
    guard !report.isComplete || done == taken else { throw Wrong(what: "\(report)") }
    // Cancelled work may still be done.
    guard done <= taken, taken <= done + given else {
      throw Wrong(what: "\(taken) taken in, \(done) done, \(report)")
    }
  }

  private func spawn(_ name: String, _ body: @escaping @Sendable () async throws -> Void)
    -> SimulatedTask
  {
    simulation.spawn(Label(name), role: Symbol("task"), body)
  }

  private var workersPart: ShutdownPart {
    ShutdownPart("workers") {
      // They end by themselves, at the end of the closed queue.
    } remains: {
      self.working
    } drained: {
      try await self.simulation.waitForAll(self.workers)
    } cancel: {
      for worker in self.workers { worker.cancel() }
    }
  }

  private func put() async throws {
    for item in 1...12 {
      do { try await queue.put(item) } catch QueueError.closed { return }
      taken += 1
      try await pause()
    }
  }

  private func work(_ batcher: MicroBatcher<Int, Int, VirtualClock>) async throws {
    while true {
      let item: Int
      do { item = try await queue.get() } catch QueueError.closed { return }
      working += 1
      defer { working -= 1 }
      try await pause()
      _ = try await batcher.submit(item)
      done += 1
      queue.taskDone()
    }
  }

  private func pause() async throws {
    try await simulation.sleep(for: .milliseconds(random.next(below: 6)))
  }
}

extension Simulation {
  /// Polls until all tasks have ended; unlike `finished()`, it can be cancelled.
  fileprivate func waitForAll(_ tasks: [SimulatedTask]) async throws {
    while tasks.contains(where: { !$0.isOver }) { try await sleep(for: .milliseconds(1)) }
  }
}
