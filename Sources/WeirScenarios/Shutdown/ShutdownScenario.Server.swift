import WeirEngine
import WeirPatterns
import WeirEvents

extension ShutdownScenario {
  /// One generation: its load, its queue and its workers.
  final class Server: @unchecked Sendable {
    let generation: UInt32
    let world: World
    let simulation: Simulation
    let streams: Streams
    let intake: BoundedQueue<Void, VirtualClock>
    let inProgress: WorkInFlight
    var load: SimulatedTask?
    var workers: Population
    private var task = TaskID.none
    private var started = VirtualInstant.zero
    private var timer: SimulatedTask?
    private var isTriggered = false
    /// Whether workers end after their current item.
    var isStopping = false
    /// Whether they don't even finish that one.
    var isAborted = false

    init(_ generation: UInt32, _ world: World, _ streams: Streams) {
      self.generation = generation
      self.world = world
      self.streams = streams
      simulation = world.simulation
      workers = Population(Stem.worker, after: streams.workerCount)
      intake = BoundedQueue(
        "intake", capacity: world.knobs.limit(Name.capacity), clock: simulation.clock,
        reporter: simulation)
      inProgress = WorkInFlight(as: .join(intake.id), reporter: simulation)
    }

    /// The random streams that all generations share. Only the simulation's thread uses it.
    final class Streams: @unchecked Sendable {
      var arrivals: RandomStream
      var work: RandomStream
      var workerCount: UInt32 = 0

      init(_ simulation: Simulation) {
        arrivals = simulation.randomStream("load.\(Name.load)")
        work = simulation.randomStream("worker.\(Name.workTime)")
      }
    }

    /// Begins to take in work. Everything that it starts is a child of the calling task.
    func start() {
      task = simulation.currentTask
      started = simulation.now
      load = simulation.spawn(Label(Stem.load, generation), role: Stem.load) {
        try await self.arrive()
      }
      adjustPopulation()
    }

    /// Waits until the server has run long enough, or is triggered to shut down.
    func waitForTrigger() async {
      while !isTriggered, !Task.isCancelled {
        let due = world.knobs.duration(Name.trigger).map { started.advanced(by: $0) }
        if let due, due <= simulation.now { break }
        let timer = simulation.spawn(Label(Stem.timer, generation), role: Stem.timer) {
          [simulation] in
          try await simulation.sleep(until: due ?? VirtualInstant(nanoseconds: .max))
        }
        self.timer = timer
        await timer.finished()
      }
      isTriggered = true
    }

    /// Triggers the shutdown. Returns `false` if it was triggered before.
    func trigger() -> Bool {
      guard !isTriggered else { return false }
      isTriggered = true
      timer?.cancel()
      return true
    }

    func knobChanged(_ knob: String) {
      switch knob {
      case Name.workers: adjustPopulation()
      case Name.capacity:
        intake.reconfigure(capacity: world.knobs.limit(Name.capacity), overflow: .block)
      case Name.trigger: timer?.cancel()
      default: break
      }
    }

    private func adjustPopulation() {
      guard !isStopping else { return }
      workers.resize(to: world.knobs.count(Name.workers), in: simulation, parent: task) { _ in
        try await self.work()
      }
      streams.workerCount = workers.lastNumber
    }
  }
}

// MARK: Working

extension ShutdownScenario.Server {
  private func arrive() async throws {
    while true {
      let mean = world.knobs.interval(ShutdownScenario.Name.load)
      let gap = TimeDistribution.exponential(mean: mean).draw(from: &streams.arrivals)
      try await simulation.sleep(for: gap)
      do { try await intake.put(()) } catch QueueError.closed { return }
    }
  }

  private func work() async throws {
    while !isStopping {
      do { try await intake.get() } catch QueueError.closed { return }
      inProgress.begin()
      defer { inProgress.end() }
      let length = world.knobs.time(ShutdownScenario.Name.workTime).draw(from: &streams.work)
      try await finish(until: simulation.now.advanced(by: length))
    }
  }

  /// Works on one item. A surplus worker that is cancelled finishes it first; in a forced shutdown
  /// it does not.
  private func finish(until end: VirtualInstant) async throws {
    do {
      try await simulation.sleep(until: end)
      intake.taskDone()
    } catch {
      guard !isAborted else { throw error }
      let task = simulation.currentTask
      simulation.report(.task(task, .cleanupStarted))
      try await simulation.shielded { [simulation] in try await simulation.sleep(until: end) }
      intake.taskDone()
      simulation.report(.task(task, .cleanupEnded))
      throw error
    }
  }
}
