public import WeirEvents

/// A world with a clock of its own, in which real Swift tasks run one job at a time, always in the
/// same order.
///
/// Tasks that are started with `spawn` run here with everything they start: child tasks, groups,
/// default actors, streams, cancellation handlers. The clock moves only when no job can run: then
/// the earliest timer is due. Jobs get their turn in `ReadyOrder`, timers in the order of (instant,
/// ticket), inputs after everything that is due at their instant. Nothing else decides anything, so
/// that equal seeds and inputs give equal events.
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
  public let configuration: Configuration

  typealias JobScheduler = Scheduler<UnownedJob, UnsafeContinuation<Bool, Never>>

  @exclusivity(unchecked) var scheduler: JobScheduler
  @exclusivity(unchecked) var tasks = LivingTasks()
  let boundary = ThreadBoundary()
  let parkingPlace = ParkingPlace()

  /// Whose code runs; not known at the start of a job, until somebody asks.
  @exclusivity(unchecked) private var running: RunningTask?
  @exclusivity(unchecked) private var onInput: (RunInput) -> Void = { _ in }
  /// Where patterns draw from that were given no source of chance.
  @exclusivity(unchecked) private var patternLuck: RandomStream

  /// The events that have not been handed on yet.
  @exclusivity(unchecked) private var events: [Event] = []
  @exclusivity(unchecked) private var reportCount: UInt64 = 0
  @exclusivity(unchecked) private var sink: ((EventBatch) -> Void)?
  private let batchCapacity: Int
  /// How many events there is room for from the start, where batches are larger still.
  private static let mostReserved = 65_536

  @exclusivity(unchecked) private var queueCount: UInt32 = 0
  @exclusivity(unchecked) private var timeoutCount: UInt64 = 0
  @exclusivity(unchecked) private var poolCount: UInt32 = 0
  @exclusivity(unchecked) private var batcherCount: UInt32 = 0

  /// Makes a world in which nothing happens yet.
  ///
  /// - Parameter sink: takes each batch of events, on the simulation's thread, and may make it
  ///   wait.
  public init(_ configuration: Configuration = .init(), sink: ((EventBatch) -> Void)? = nil) {
    self.configuration = configuration
    self.sink = sink
    scheduler = Scheduler(configuration)
    patternLuck = RandomStream(seed: configuration.seed, name: "patterns")
    batchCapacity = max(1, configuration.batchCapacity)
    if sink != nil { events.reserveCapacity(min(batchCapacity, Simulation.mostReserved)) }
    parkingPlace.open(for: self)
  }

  /// The present instant.
  public var now: VirtualInstant { scheduler.now }

  /// Whether the simulation can go on.
  public var state: RunState { scheduler.state }

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
    scheduler.standstill ?? (boundary.isCrossed ? .usedFromOutside : nil)
  }

  /// The clock of this world.
  public var clock: VirtualClock { VirtualClock(simulation: self) }

  /// The stream of random numbers of one source of chance.
  public func randomStream(_ name: String) -> RandomStream {
    RandomStream(seed: configuration.seed, name: name)
  }

  /// Draws for patterns that were given no source of chance.
  package func drawUnit() -> Double { isUsedFromOutside ? 0.5 : patternLuck.nextUnit() }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    guard boundary.isInside else { return boundary.keep(job) }
    scheduler.enqueue(job)
  }
}

// MARK: Running

extension Simulation {
  /// Runs everything that is due up to and including an instant, and moves the clock there; an
  /// instant that has passed leaves the clock where it is.
  ///
  /// It ends early when the run is finished or stalled; the clock then stays where it is. The last
  /// instant there is, 292 years from the start, is never reached by a timer: what sleeps until
  /// then sleeps forever.
  @discardableResult
  public func run(until limit: VirtualInstant) -> RunState {
    boundary.run {
      scheduler.allow(passingUpTo: limit)
      while step(upTo: limit) {}
      scheduler.rest(until: limit)
    }
    handOn()
    return state
  }

  /// Runs like `run(until:)`, but gives up early when it is told so: everything stays as it is
  /// then, and a later call goes on from there. What happens, and in which order, does not depend
  /// on how often that is.
  ///
  /// - Parameter goesOn: is asked now and then, in between two jobs.
  @discardableResult
  public func run(until limit: VirtualInstant, while goesOn: () -> Bool) -> RunState {
    boundary.run {
      while !takeSteps(Simulation.stepsBetweenQuestions, upTo: limit), goesOn() {}
      scheduler.allow(passingUpTo: limit)
    }
    handOn()
    return state
  }

  private static var stepsBetweenQuestions: Int { 2048 }

  /// Runs at most so many steps. The answer is true if nothing is left to do up to the limit.
  private func takeSteps(_ count: Int, upTo limit: VirtualInstant) -> Bool {
    scheduler.allow(passingUpTo: limit, steps: count)
    while scheduler.takeStep() {
      if step(upTo: limit) { continue }
      scheduler.rest(until: limit)
      return true
    }
    return false
  }

  /// Runs until the main task has ended, or until nothing can ever run again, or until it is given
  /// up, as `halt` then tells.
  @discardableResult
  public func runToEnd() -> RunState {
    let limit = VirtualInstant(nanoseconds: .max)
    boundary.run {
      scheduler.allow(passingUpTo: limit)
      while step(upTo: limit) {}
    }
    handOn()
    return state
  }

  /// Runs until at least one more event has been reported, or the run has ended, or nothing is left
  /// to do up to the limit.
  @discardableResult
  public func runForOneEvent(until limit: VirtualInstant = .init(nanoseconds: .max)) -> RunState {
    boundary.run {
      scheduler.allow(passingUpTo: now)
      let before = reportCount
      while reportCount == before, step(upTo: limit) {}
    }
    handOn()
    return state
  }

  /// Lets a person do something at an instant: after everything that is due at that instant, or,
  /// where it has passed, at the present one.
  ///
  /// An input that comes while the run is stalled may set it going again.
  public func schedule(_ input: TimedInput) { scheduler.add(input) }

  /// Says who deals with inputs: a function that is called at their instant, on the simulation's
  /// thread.
  public func onInput(_ action: @escaping (RunInput) -> Void) {
    onInput = action
  }

  /// Ends what still lives, unobserved, so that nothing of it stays behind in memory: cancels all
  /// tasks and runs until they have ended, or, where they don't, for as many steps as `patience`;
  /// with zero or less, for none.
  public func tearDown(patience: Int = 1_000_000) {
    sink = nil
    boundary.run {
      scheduler.beginTearDown()
      for task in tasks.inOrder { task.task?.cancel() }
      var steps = patience
      repeat {
        for job in boundary.takeJobs() { scheduler.enqueue(job) }
      } while stepOnce(&steps)
      scheduler.endTearDown()
    }
    // It holds the program, which holds the simulation.
    onInput = { _ in }
  }

  private func stepOnce(_ steps: inout Int) -> Bool {
    guard !tasks.isEmpty, steps > 0 else { return false }
    steps -= 1
    return step(upTo: .endOfTime)
  }

  /// Does the one next thing. The answer tells whether there was anything to do.
  private func step(upTo limit: VirtualInstant) -> Bool {
    switch scheduler.next(upTo: limit, isDisturbed: boundary.isCrossed) {
    case .run(let job): run(job)
    case .wake: while let alarm = scheduler.popDue() { answer(alarm) }
    case .takeInput: takeInput()
    case .nothing: return false
    }
    return true
  }

  private func run(_ job: UnownedJob) {
    running = nil
    job.runSynchronously(on: asUnownedTaskExecutor())
  }

  private func takeInput() {
    guard let input = scheduler.popInput() else { return }
    running = .nobody
    report(Event.Kind(input))
    onInput(input)
  }

  private func answer(_ alarm: JobScheduler.Alarm) {
    switch alarm {
    case .sleep(let sleep): wake(sleep, isDue: true)
    case .computation(let waiter, _):
      waiter.resume(returning: true)
      if let job = scheduler.popContinued() { run(job) }
    case .offloaded(let task, let waiter, let worker):
      report(.worker(worker, .freed(by: task)))
      report(.task(task, .becameReady()))
      waiter.resume(returning: true)
      startOffloaded()
    }
  }

  /// Ends a sleep, whose time has come or which is cancelled.
  func wake(_ sleep: JobScheduler.Sleep, isDue: Bool) {
    if sleep.task != .none { report(.task(sleep.task, .becameReady())) }
    switch sleep.sleeper {
    case .parked(let job): scheduler.enqueue(job)
    case .waiting(let waiter): waiter.resume(returning: isDue)
    }
  }
}

// MARK: Reporting

extension Simulation: Reporter {
  public var currentTask: TaskID { isUsedFromOutside ? .none : runningTask.id }

  /// Whether this code runs beside the simulation, on another thread, which is noted. It must not
  /// touch anything then.
  var isUsedFromOutside: Bool { boundary.noteUseFromOutside() }

  /// Whose code runs now. Reading a task-local value takes a while, so it is read once a job.
  var runningTask: RunningTask {
    get {
      if let running { return running }
      let task = findRunningTask()
      running = task
      return task
    }
    set { running = newValue }
  }

  private func findRunningTask() -> RunningTask {
    guard let identity = TaskIdentity.current, !identity.isDisowned else { return .nobody }
    let isItself = withUnsafeCurrentTask { $0 == identity.unsafeTask }
    return RunningTask(identity: .passUnretained(identity), isItself: isItself)
  }

  /// From now on the code may be that of another task.
  func forgetRunningTask() { running = nil }

  public func report(_ kind: Event.Kind) {
    guard !isUsedFromOutside else { return }
    reportCount &+= 1
    switch kind {
    case .task(_, let event): note(event)
    case .pool(let pool, let event): note(event, of: pool)
    case .queue, .timeout, .batch, .request, .error, .shutdown, .worker, .input, .source: break
    }
    guard sink != nil else { return }
    events.append(Event(now, kind))
    if events.count >= batchCapacity { handOn() }
  }

  @inline(__always)
  private func note(_ event: TaskEvent) {
    if case .suspended(let wait, _) = event {
      if case .work(let worker) = wait, scheduler.isBesideLoop(worker) { return }
      note(waiting: wait)
    } else if case .resumed = event {
      note(waiting: nil)
    }
  }

  private func note(_ event: PoolEvent, of pool: PoolID) {
    if case .acquired(let task, let resource) = event {
      tasks.note(.init(pool: pool, resource: resource), acquiredBy: task)
    } else if case .released(let task, let resource) = event {
      tasks.note(.init(pool: pool, resource: resource), releasedBy: task)
    }
  }

  private func note(waiting wait: Wait?) {
    // Told apart like this, neither is retained, which would cost more than the rest.
    runningTask.identity?._withUnsafeGuaranteedRef { identity in
      if let principal = identity.principal { principal.wait = wait } else { identity.wait = wait }
    }
  }

  /// Hands the events so far to the sink, in one batch, along with how far the run has come.
  private func handOn() {
    guard let sink else { return }
    let batch = EventBatch(events: events, now: now, state: state)
    events = []
    events.reserveCapacity(min(batchCapacity, Simulation.mostReserved))
    sink(batch)
  }

  public func makeQueueID() -> QueueID {
    guard !isUsedFromOutside else { return .none }
    queueCount &+= 1
    return QueueID(queueCount)
  }

  public func makeTimeoutID() -> TimeoutID {
    guard !isUsedFromOutside else { return .none }
    timeoutCount &+= 1
    return TimeoutID(timeoutCount)
  }

  public func makePoolID() -> PoolID {
    guard !isUsedFromOutside else { return .none }
    poolCount &+= 1
    return PoolID(poolCount)
  }

  public func makeBatcherID() -> BatcherID {
    guard !isUsedFromOutside else { return .none }
    batcherCount &+= 1
    return BatcherID(batcherCount)
  }

  public func unobserved<Result>(
    _ operation: () async throws -> Result
  ) async rethrows -> Result {
    guard !isUsedFromOutside else { return try await operation() }
    forgetRunningTask()
    defer { forgetRunningTask() }
    return try await TaskIdentity.$current.withValue(nil) { try await operation() }
  }
}

extension Event.Kind {
  fileprivate init(_ input: RunInput) {
    switch input {
    case .parameterChanged(let name, let value):
      self = .input(.parameterChanged(name: Symbol(name), value: Symbol(value.description)))
    case .pitfallSwitched(let name): self = .input(.pitfallSwitched(name: Symbol(name ?? "")))
    case .triggered(let name): self = .input(.triggered(name: Symbol(name)))
    case .markerSet(let name): self = .input(.markerSet(name: Symbol(name)))
    }
  }
}
