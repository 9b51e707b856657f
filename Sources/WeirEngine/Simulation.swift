public import WeirEvents

/// A world with a clock of its own, in which real Swift tasks run one job at a time, always in the same order.
///
/// Tasks that are started with `spawn` run here with everything they start: child tasks, groups, default actors,
/// streams, cancellation handlers. The clock moves only when no job can run: then the earliest timer is due. Jobs get
/// their turn in `ReadyOrder`, timers in the order of (instant, ticket), inputs after everything that is due at their
/// instant. Nothing else decides anything, so that equal seeds and inputs give equal events.
///
/// A simulation runs on the thread that calls one of its `run` functions, and during that call
/// only.
///
/// What can be hosted is code all of whose tasks run on the simulation: what `spawn` starts, child
/// tasks (`async let`, groups), default actors, and what these wait for. An unstructured `Task { }`
/// or `Task.detached { }` does not inherit the executor of its creator and runs elsewhere, and so
/// do libraries that start such tasks, among them `merge`, `debounce`, `buffer` and `chunked(by:)`
/// of AsyncAlgorithms. When such a task wakes one of the simulation's or uses its clock, the run
/// ends as stalled, and `halt` says so: no seed could repeat it.
public final class Simulation: TaskExecutor, TaskHost, @unchecked Sendable {
  /// What a simulation needs to know at its start.
  public struct Configuration: Sendable {
    /// Everything random comes from here.
    public var seed: UInt64
    public var readyOrder: ReadyOrder
    /// One for an event loop, more for a pool.
    public var workers: Int
    /// Events are handed on in batches of at most this many; less than 1 counts as 1.
    public var batchCapacity: Int
    /// How many jobs may run at one instant before the run is given up, since its clock will
    /// probably never move again; less than 1 counts as 1.
    public var stepsAtOneInstant: Int

    /// - Parameter workers: from 1 to 65,536; what is not counts as the nearest of them.
    public init(
      seed: UInt64 = 0, readyOrder: ReadyOrder = .firstInFirstOut, workers: Int = 1,
      batchCapacity: Int = 4096, stepsAtOneInstant: Int = 10_000_000
    ) {
      self.seed = seed
      self.readyOrder = readyOrder
      self.workers = workers
      self.batchCapacity = batchCapacity
      self.stepsAtOneInstant = stepsAtOneInstant
    }

    /// The greatest number of workers.
    static let mostWorkers = 65_536
  }

  public let configuration: Configuration

  /// The present instant.
  @exclusivity(unchecked) public internal(set) var now = VirtualInstant.zero
  /// Whether the simulation can go on.
  @exclusivity(unchecked) public internal(set) var state = RunState.running

  /// Why the run is stalled, where that can be said: it was given up, or tasks wait for something
  /// that the simulation does not know. Nil where all wait for each other, or for what nobody
  /// brings.
  public var halt: SimulationHalt? {
    if let reasonToGiveUp { return reasonToGiveUp }
    guard state == .stalled else { return nil }
    let tasks = blockedTasks.filter { $0.wait == nil }.map(\.name)
    return tasks.isEmpty ? nil : .waitsForUnknown(tasks)
  }

  /// Why the run was given up although something in it may still want to run.
  var reasonToGiveUp: SimulationHalt? {
    standstill ?? (outside.hasCome ? .usedFromOutside : nil)
  }

  /// Set when the clock stood still for too long.
  @exclusivity(unchecked) var standstill: SimulationHalt?
  /// How many jobs have run since the clock moved.
  @exclusivity(unchecked) var stepsAtInstant = 0
  /// Whether everything is being ended, whatever it may have done.
  @exclusivity(unchecked) var isTearingDown = false

  /// How far the present call of a `run` function goes; sleeps that end before it may pass without a suspension.
  @exclusivity(unchecked) var horizon = VirtualInstant(nanoseconds: -1)

  /// How many steps may be taken before somebody has to be asked; a sleep that passes at once is a step.
  @exclusivity(unchecked) var stepsLeft = Int.max

  // The scheduler's own; see Simulation+Running.swift.
  @exclusivity(unchecked) var ready: ReadyQueue
  @exclusivity(unchecked) var agenda = Agenda()
  @exclusivity(unchecked) var workers: Workers
  @exclusivity(unchecked) var offloading: OffloadPool
  @exclusivity(unchecked) var worker = WorkerID(1)
  /// Set while a task that has computed takes up its work again: its job goes before all others.
  @exclusivity(unchecked) var isContinuing = false
  @exclusivity(unchecked) var continued: UnownedJob?
  let thread = ThreadIdentity()
  let outside = OutsideJobs()
  @exclusivity(unchecked) var inputs: InputQueue = InputQueue()
  @exclusivity(unchecked) var onInput: (RunInput) -> Void = { _ in }

  // Sleep; see VirtualClock.swift.
  let parkingPlace: ParkingPlace
  @exclusivity(unchecked) var parkingTicket: ParkingTicket?

  // The tasks; see Simulation+Tasks.swift.
  @exclusivity(unchecked) var main: TaskIdentity?
  @exclusivity(unchecked) var living: [TaskID: TaskIdentity] = [:]
  /// Not known at the begin of a job, until somebody asks.
  @exclusivity(unchecked) var running: RunningTask?
  /// Who holds what a child of a group acquired and returned; whoever gives it back names the child still.
  @exclusivity(unchecked) var heirs: [TaskIdentity.Holding: TaskIdentity] = [:]
  @exclusivity(unchecked) var taskCount: UInt32 = 0
  /// How many operations run beside the task in whose name they were started.
  @exclusivity(unchecked) var besideCount = 0
  @exclusivity(unchecked) var queueCount: UInt32 = 0
  @exclusivity(unchecked) var timeoutCount: UInt64 = 0
  @exclusivity(unchecked) var poolCount: UInt32 = 0
  @exclusivity(unchecked) var batcherCount: UInt32 = 0

  /// Where patterns draw from that were given no source of chance.
  @exclusivity(unchecked) var patternLuck: RandomStream

  // The events; see Simulation+Reporting.swift.
  let batchCapacity: Int
  /// How many events there is room for from the begin on, where batches are larger still.
  static let mostReserved = 65_536
  @exclusivity(unchecked) var reportCount: UInt64 = 0
  @exclusivity(unchecked) var events: [Event] = []
  @exclusivity(unchecked) var sink: ((EventBatch) -> Void)?

  /// Makes a world in which nothing happens yet.
  ///
  /// - Parameter sink: takes each batch of events, on the simulation's thread, and may make it wait.
  public init(_ configuration: Configuration = .init(), sink: ((EventBatch) -> Void)? = nil) {
    self.configuration = configuration
    self.sink = sink
    ready = ReadyQueue(
      order: configuration.readyOrder,
      stream: RandomStream(seed: configuration.seed, name: "ready-order"))
    let workerCount = min(max(1, configuration.workers), Configuration.mostWorkers)
    workers = Workers(count: workerCount)
    patternLuck = RandomStream(seed: configuration.seed, name: "patterns")
    offloading = OffloadPool(after: WorkerID(UInt32(workerCount)))
    batchCapacity = max(1, configuration.batchCapacity)
    if sink != nil { events.reserveCapacity(min(batchCapacity, Simulation.mostReserved)) }
    let parkingExecutor = ParkingExecutor()
    parkingPlace = ParkingPlace(parkingExecutor)
    parkingExecutor.simulation = self
  }

  /// The clock of this world.
  public var clock: VirtualClock { VirtualClock(simulation: self) }

  /// Draws for patterns that were given no source of chance.
  package func drawUnit() -> Double { isUsedFromOutside ? 0.5 : patternLuck.nextUnit() }

  /// The stream of random numbers of one source of chance.
  public func randomStream(_ name: String) -> RandomStream {
    RandomStream(seed: configuration.seed, name: name)
  }
}
