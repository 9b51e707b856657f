import WeirEngine
import WeirPatterns
import WeirEvents

extension ShutdownScenario {
  /// One generation: its load, its queue and its workers.
  final class Server: @unchecked Sendable {
    let generation: UInt32
    let world: World
    let simulation: Simulation
    let luck: Luck
    let intake: BoundedQueue<Void, VirtualClock>
    let inHand: WorkInFlight
    var load: SimulatedTask?
    var workers: Crew
    private var task = TaskID.none
    private var started = VirtualInstant.zero
    private var timer: SimulatedTask?
    private var isTriggered = false
    /// Whether workers end after their current item.
    var isStopping = false
    /// Whether they don't even finish that one.
    var isGivenUp = false

    init(_ generation: UInt32, _ world: World, _ luck: Luck) {
      self.generation = generation
      self.world = world
      self.luck = luck
      simulation = world.simulation
      workers = Crew(Stem.worker, after: luck.workerCount)
      intake = BoundedQueue(
        "intake", capacity: world.settings.limit(Name.capacity), clock: simulation.clock,
        reporter: simulation)
      inHand = WorkInFlight(as: .join(intake.id), reporter: simulation)
    }

    /// The random streams that all generations share. Only the simulation's thread uses it.
    final class Luck: @unchecked Sendable {
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
      staff()
    }

    /// Waits until the server has run long enough, or is triggered to shut down.
    func waitForTrigger() async {
      while !isTriggered, !Task.isCancelled {
        let due = world.settings.duration(Name.trigger).map { started.advanced(by: $0) }
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

    func settingChanged(_ knob: String) {
      switch knob {
      case Name.workers: staff()
      case Name.capacity:
        intake.reconfigure(capacity: world.settings.limit(Name.capacity), overflow: .block)
      case Name.trigger: timer?.cancel()
      default: break
      }
    }

    private func staff() {
      guard !isStopping else { return }
      workers.staff(world.settings.count(Name.workers), in: simulation, parent: task) { _ in
        try await self.work()
      }
      luck.workerCount = workers.lastNumber
    }
  }
}

// MARK: Working

extension ShutdownScenario.Server {
  private func arrive() async throws {
    while true {
      let mean = world.settings.interval(ShutdownScenario.Name.load)
      let gap = TimeDistribution.exponential(mean: mean).draw(from: &luck.arrivals)
      try await simulation.sleep(for: gap)
      do { try await intake.put(()) } catch QueueError.closed { return }
    }
  }

  private func work() async throws {
    while !isStopping {
      do { try await intake.get() } catch QueueError.closed { return }
      inHand.begin()
      defer { inHand.end() }
      let length = world.settings.time(ShutdownScenario.Name.workTime).draw(from: &luck.work)
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
      guard !isGivenUp else { throw error }
      let task = simulation.currentTask
      simulation.report(.task(task, .cleanupStarted))
      try await simulation.shielded { [simulation] in try await simulation.sleep(until: end) }
      intake.taskDone()
      simulation.report(.task(task, .cleanupEnded))
      throw error
    }
  }
}
