public import WeirEvents

/// An executor with a clock of its own, on which real Swift tasks run one job at a time, always in
/// the same order.
///
/// Tasks that are started with `spawn` run here with everything they start: child tasks, groups,
/// default actors, streams, cancellation handlers. The clock moves only when no job can run, to the
/// earliest timer. Jobs run in `ReadyOrder`, timers in the order of (instant, ticket), inputs after
/// everything else that is due at their instant. Nothing else has an influence, so that equal seeds
/// and inputs give equal events.
///
/// A simulation runs on the thread that calls one of its `run` functions, and only during that
/// call.
///
/// It can host code all of whose tasks run on the simulation: what `spawn` starts, child tasks
/// (`async let`, groups), default actors, and what these wait for. An unstructured `Task { }` or
/// `Task.detached { }` does not inherit the executor of its creator and runs elsewhere, and so do
/// libraries that start such tasks, among them `merge`, `debounce`, `buffer` and `chunked(by:)` of
/// AsyncAlgorithms. If such a task wakes one of the simulation's tasks or uses its clock, the run
/// ends as stalled, and `halt` says so: no seed could repeat it.
public final class Simulation: TaskExecutor, TaskHost, @unchecked Sendable {
  /// The settings that it was made with.
  public let configuration: Configuration

  typealias JobScheduler = Scheduler<UnownedJob, UnsafeContinuation<Bool, Never>>

  @exclusivity(unchecked) var scheduler: JobScheduler
  @exclusivity(unchecked) var tasks = LivingTasks()
  let boundary = ThreadBoundary()
  let parkingPlace = ParkingPlace()
  /// Whether it takes the jobs that its thread enqueues, as `JobRouting.runtimeHook` says.
  let takesJobs: Bool

  /// The task whose code is running; unknown at the start of a job, until it is needed.
  @exclusivity(unchecked) private var running: RunningTask?
  @exclusivity(unchecked) private var onInput: (RunInput) -> Void = { _ in }
  /// The random stream for patterns without one of their own.
  @exclusivity(unchecked) private var patternRandomness: RandomStream

  /// The events that have not been passed to the sink yet.
  @exclusivity(unchecked) private var events: [Event] = []
  @exclusivity(unchecked) private var reportCount: UInt64 = 0
  @exclusivity(unchecked) private var sink: ((EventBatch) -> Void)?
  private let batchCapacity: Int
  /// The maximum number of events for which memory is reserved at once.
  private static let maximumReserved = 65_536

  @exclusivity(unchecked) private var queueCount: UInt32 = 0
  @exclusivity(unchecked) private var timeoutCount: UInt64 = 0
  @exclusivity(unchecked) private var poolCount: UInt32 = 0
  @exclusivity(unchecked) private var batcherCount: UInt32 = 0

  /// Makes a simulation at instant zero, without tasks.
  ///
  /// - Parameter sink: receives each batch of events, on the simulation's thread, which it may
  ///   block.
  public init(_ configuration: Configuration = .init(), sink: ((EventBatch) -> Void)? = nil) {
    self.configuration = configuration
    self.sink = sink
    scheduler = Scheduler(configuration)
    takesJobs = configuration.jobRouting == .runtimeHook && JobTaker.isAvailable
    patternRandomness = RandomStream(seed: configuration.seed, name: "patterns")
    batchCapacity = max(1, configuration.batchCapacity)
    if sink != nil { events.reserveCapacity(min(batchCapacity, Simulation.maximumReserved)) }
    parkingPlace.open(for: self)
  }

  /// The current instant.
  public var now: VirtualInstant { scheduler.now }

  /// Whether the simulation can continue.
  public var state: RunState { scheduler.state }

  /// Why the run is stalled, if that is known: it was halted, or tasks wait for something that the
  /// simulation does not know. `nil` if all tasks wait for each other, or for something that
  /// nothing provides.
  public var halt: SimulationHalt? {
    if let reasonToGiveUp { return reasonToGiveUp }
    guard state == .stalled else { return nil }
    let tasks = blockedTasks.filter { $0.wait == nil }.map(\.name)
    return tasks.isEmpty ? nil : .waitsForUnknown(tasks)
  }

  /// Why the run was halted although something in it may still be able to run.
  var reasonToGiveUp: SimulationHalt? {
    scheduler.standstill ?? (boundary.isCrossed ? .usedFromOutside : nil)
  }

  /// The clock of this simulation.
  public var clock: VirtualClock { VirtualClock(simulation: self) }

  /// Returns a new stream of random numbers with that name, from its beginning.
  public func randomStream(_ name: String) -> RandomStream {
    RandomStream(seed: configuration.seed, name: name)
  }

  /// Returns a random number for patterns without a random source of their own.
  package func drawUnit() -> Double { isUsedFromOutside ? 0.5 : patternRandomness.nextUnit() }

  /// Adds a job of a task that runs here; called by the Swift runtime.
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
  /// It ends early if the run is finished or stalled; the clock then stays where it is. No timer is
  /// ever due at the last possible instant, 292 years from the start: a task that sleeps until then
  /// sleeps forever.
  ///
  /// - Returns: Whether the run can continue.
  @discardableResult
  public func run(until limit: VirtualInstant) -> RunState {
    inside {
      scheduler.allow(passingUpTo: limit)
      while step(upTo: limit) {}
      scheduler.rest(until: limit)
    }
    deliver()
    return state
  }

  /// Runs like `run(until:)`, but returns early if the closure says so; a later call continues from
  /// there. The events and their order don't depend on how often that happens.
  ///
  /// - Parameter shouldContinue: whether to continue; called from time to time, between two jobs.
  /// - Returns: Whether the run can continue.
  @discardableResult
  public func run(until limit: VirtualInstant, while shouldContinue: () -> Bool) -> RunState {
    inside {
      while !takeSteps(Simulation.stepsBetweenChecks, upTo: limit), outside(shouldContinue) {}
      scheduler.allow(passingUpTo: limit)
    }
    deliver()
    return state
  }

  private static var stepsBetweenChecks: Int { 2048 }

  /// Runs up to a number of steps. Returns `true` if there is nothing left to do up to the limit.
  private func takeSteps(_ count: Int, upTo limit: VirtualInstant) -> Bool {
    scheduler.allow(passingUpTo: limit, steps: count)
    while scheduler.takeStep() {
      if step(upTo: limit) { continue }
      scheduler.rest(until: limit)
      return true
    }
    return false
  }

  /// Runs until the main task has ended, nothing can ever run again, or the run is halted, as
  /// `halt` then says.
  ///
  /// - Returns: Whether the run has finished or stalled.
  @discardableResult
  public func runToEnd() -> RunState {
    let limit = VirtualInstant(nanoseconds: .max)
    inside {
      scheduler.allow(passingUpTo: limit)
      while step(upTo: limit) {}
    }
    deliver()
    return state
  }

  /// Runs until at least one more event has been reported, the run has ended, or there is nothing
  /// left to do up to the limit.
  ///
  /// - Returns: Whether the run can continue.
  @discardableResult
  public func runForOneEvent(until limit: VirtualInstant = .init(nanoseconds: .max)) -> RunState {
    inside {
      scheduler.allow(passingUpTo: now)
      let before = reportCount
      while reportCount == before, step(upTo: limit) {}
    }
    deliver()
    return state
  }

  /// Schedules a user's input for an instant. It takes effect after everything else that is due at
  /// that instant, or, if it has passed, at the current one.
  ///
  /// An input may restart a stalled run.
  public func schedule(_ input: TimedInput) { scheduler.add(input) }

  /// Sets the handler of inputs, which is called at their instant, on the simulation's thread.
  public func onInput(_ action: @escaping (RunInput) -> Void) {
    onInput = action
  }

  /// Ends all tasks without reporting events, so that none stays in memory: cancels them and runs
  /// until they have ended.
  ///
  /// - Parameter maximumSteps: the most steps for tasks that don't end; zero or less runs
  ///   none.
  public func tearDown(maximumSteps: Int = 1_000_000) {
    sink = nil
    inside {
      scheduler.beginTearDown()
      for task in tasks.inOrder {
        // The task that ran last may be gone, and a cancellation asks which one runs now.
        running = .unknown
        cancel(task)
      }
      var steps = maximumSteps
      repeat {
        for job in boundary.takeJobs() { scheduler.enqueue(job) }
      } while stepOnce(&steps)
      scheduler.endTearDown()
    }
    // The handler retains the program, which retains the simulation.
    onInput = { _ in }
  }

  private func stepOnce(_ steps: inout Int) -> Bool {
    guard !tasks.isEmpty, steps > 0 else { return false }
    steps -= 1
    return step(upTo: .endOfTime)
  }

  /// Does the next step. Returns whether there was anything to do.
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
    takesJobs ? job.runInPlace() : job.runSynchronously(on: asUnownedTaskExecutor())
  }

  private func takeInput() {
    guard let input = scheduler.popInput() else { return }
    running = .unknown
    report(Event.Kind(input))
    onInput(input)
  }

  private func answer(_ alarm: JobScheduler.Alarm) {
    switch alarm {
    case .sleep(let sleep): wake(sleep, isDue: true)
    case .call(let alarm): goOff(alarm)
    case .limit(let limit): expire(limit)
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

  /// Ends a sleep that is due or cancelled.
  func wake(_ sleep: JobScheduler.Sleep, isDue: Bool) {
    if sleep.task != .none { record(.task(sleep.task, .becameReady())) }
    switch sleep.sleeper {
    case .parked(let job): scheduler.enqueue(job)
    case .waiting(let waiter): waiter.resume(returning: isDue)
    }
  }
}

// MARK: Reporting

extension Simulation: Reporter {
  /// The running task, or `TaskID.none` outside of any.
  public var currentTask: TaskID { isUsedFromOutside ? .none : runningTask.id }

  /// Whether the running task is cancelled, as `Task.isCancelled` says, but faster.
  public var isCurrentTaskCancelled: Bool { TaskReference.isCurrentCancelled }

  /// `true`: only the thread that runs the simulation uses what reports to it.
  public var isConfined: Bool { true }

  /// Whether the current code runs on another thread while the simulation is running, which is
  /// recorded. It must not use any other state then.
  var isUsedFromOutside: Bool { boundary.noteUseFromOutside() }

  /// The task whose code is running. Reading a task-local value is slow, so it is read once a job.
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
    guard let identity = TaskIdentity.current, !identity.isDetached else { return .unknown }
    let isItself = identity.ownTask == TaskReference.current
    return RunningTask(identity: .passUnretained(identity), isItself: isItself)
  }

  /// Forgets the running task, since the code that follows may be another task's.
  func forgetRunningTask() { running = nil }

  /// Records that something happened now. Reports from outside of the simulation are ignored.
  public func report(_ kind: Event.Kind) {
    guard !isUsedFromOutside else { return }
    switch kind {
    case .task(_, let event): note(event)
    case .pool(let pool, let event): note(event, of: pool)
    case .queue, .timeout, .batch, .request, .error, .shutdown, .worker, .input, .source: break
    }
    record(kind)
  }

  /// Records an event of a task, unless the task is unknown. The caller notes what it waits for.
  @inline(__always)
  func record(_ task: RunningTask, _ event: @autoclosure () -> TaskEvent) {
    let id = task.id
    if id != .none { record(.task(id, event())) }
  }

  /// Records an event, which is not even made if nobody receives it.
  @inline(__always)
  func record(_ kind: @autoclosure () -> Event.Kind) {
    reportCount &+= 1
    if sink != nil { append(kind()) }
  }

  /// Inlined, so that an event is made where it stays: the processor is slow to copy as a whole
  /// what has just been written piece by piece.
  @inline(__always)
  private func append(_ kind: Event.Kind) {
    events.append(Event(now, kind))
    if events.count >= batchCapacity { deliver() }
  }

  @inline(__always)
  private func note(_ event: TaskEvent) {
    if case .suspended(let wait, _) = event {
      if case .work(let worker) = wait, scheduler.isBackground(worker) { return }
      runningTask.note(waiting: wait)
    } else if case .resumed = event {
      runningTask.note(waiting: nil)
    }
  }

  private func note(_ event: PoolEvent, of pool: PoolID) {
    if case .acquired(let task, let resource) = event {
      tasks.note(.init(pool: pool, resource: resource), acquiredBy: task)
    } else if case .released(let task, let resource) = event {
      tasks.note(.init(pool: pool, resource: resource), releasedBy: task)
    }
  }

  /// Passes the events so far to the sink, in one batch, with the current instant.
  @inline(never)
  private func deliver() {
    guard let sink else { return }
    var delivered: [Event] = []
    swap(&delivered, &events)
    outside { sink(EventBatch(events: delivered, now: now, state: state)) }
    guard events.isEmpty else { return }
    // Memory that the sink has not kept is used again; otherwise this is as much new memory.
    delivered.removeAll(keepingCapacity: true)
    swap(&delivered, &events)
  }

  /// Returns the number of a new queue.
  public func makeQueueID() -> QueueID {
    guard !isUsedFromOutside else { return .none }
    queueCount &+= 1
    return QueueID(queueCount)
  }

  /// Returns the number of a new timeout.
  public func makeTimeoutID() -> TimeoutID {
    guard !isUsedFromOutside else { return .none }
    timeoutCount &+= 1
    return TimeoutID(timeoutCount)
  }

  /// Returns the number of a new pool, or of a new kind of resource.
  public func makePoolID() -> PoolID {
    guard !isUsedFromOutside else { return .none }
    poolCount &+= 1
    return PoolID(poolCount)
  }

  /// Returns the number of a new batcher.
  public func makeBatcherID() -> BatcherID {
    guard !isUsedFromOutside else { return .none }
    batcherCount &+= 1
    return BatcherID(batcherCount)
  }

  /// Runs an operation without attributing it to the current task.
  ///
  /// - Throws: What the operation throws.
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
