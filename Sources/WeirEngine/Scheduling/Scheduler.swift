import WeirEvents

/// Decides what a simulation does next: a value that runs no job, resumes no task and reports
/// nothing.
///
/// Jobs get their turn in `ReadyOrder`, one for each free worker. When none can run, the clock
/// moves to whatever comes next. Timers are due in the order of (instant, ticket), inputs after
/// everything that is due at their instant. A job that is enqueued while a computation continues
/// goes before all others, since the computation has never given up its worker.
struct Scheduler<Job, Waiter> {
  /// The one next thing to do.
  enum Step {
    case run(Job)
    /// The input that `popInput` answers with is due.
    case takeInput
    /// The clock stands at the instant of the earliest timer, which `popDue` answers with, and with
    /// all others that are due by then.
    case wake
    /// There is nothing to do up to the limit; `state` tells whether there ever will be.
    case nothing
  }

  /// A task that sleeps, and how it is reached.
  struct Sleep {
    let task: TaskID
    let sleeper: Sleeper
  }

  /// How a task that sleeps is reached.
  enum Sleeper {
    /// By the rest of it, which has parked.
    case parked(Job)
    /// By its wait, which is told whether its time has come; if not, it was cancelled.
    case waiting(Waiter)
  }

  /// What is due at the instant of a timer.
  enum Alarm {
    case sleep(Sleep)
    /// A computation ends, and its task continues on the worker that it holds. Once the waiter has
    /// been resumed, `popContinued` answers with its job.
    case computation(Waiter, WorkerID)
    /// A computation on a worker beside the loop ends.
    case offloaded(TaskID, Waiter, WorkerID)
  }

  typealias Computation = OffloadPool<Waiter>.Computation

  /// The present instant.
  private(set) var now = VirtualInstant.zero
  /// Whether the simulation can go on.
  private(set) var state = RunState.running
  /// Set when the clock stood still for too long.
  private(set) var standstill: SimulationHalt?
  /// The worker that runs the present job.
  private(set) var worker = WorkerID(1)

  private var ready: ReadyQueue<Job>
  private var agenda = Agenda<Alarm>()
  private var inputs = InputQueue()
  private var workers: Workers
  private var offloading: OffloadPool<Waiter>

  private var isContinuing = false
  private var continued: Job?

  /// The task whose end is the end of the run; none before it begins, and while everything is torn
  /// down.
  private var main: TaskID?
  private var isMainOver = false
  /// Whether everything is being ended, whatever it may have done.
  private var isTearingDown = false

  private let stepsAtOneInstant: Int
  /// How many jobs have run since the clock moved.
  private var stepsAtInstant = 0
  /// How many steps may be taken before the caller has to be asked; a sleep that passes at once is
  /// a step.
  private var stepsLeft = Int.max
  /// Sleeps that end no later than this may pass without a suspension.
  private var horizon = VirtualInstant(nanoseconds: -1)

  init(_ configuration: Simulation.Configuration) {
    let workerCount = min(max(1, configuration.workers), Simulation.Configuration.mostWorkers)
    ready = ReadyQueue(
      order: configuration.readyOrder,
      stream: RandomStream(seed: configuration.seed, name: "ready-order"))
    workers = Workers(count: workerCount)
    offloading = OffloadPool(after: WorkerID(UInt32(workerCount)))
    stepsAtOneInstant = configuration.stepsAtOneInstant
  }
}

// MARK: Steps

extension Scheduler {
  /// Does the one next thing, as far as it can be done here; the caller does the rest.
  ///
  /// - Parameters:
  ///   - limit: nothing that is due later is done.
  ///   - isDisturbed: whether something has come from outside of the simulation, so that the run
  ///     has to be given up.
  mutating func next(upTo limit: VirtualInstant, isDisturbed: Bool) -> Step {
    if !isTearingDown, isDisturbed || standstill != nil {
      state = .stalled
      return .nothing
    }
    if let free = workers.free, let job = ready.popNext() {
      worker = free
      countStep()
      return .run(job)
    }
    if isMainOver, ready.isEmpty {
      state = .finished
      return .nothing
    }
    return advance(upTo: limit)
  }

  /// Moves the clock to whatever comes next, a timer or an input.
  private mutating func advance(upTo limit: VirtualInstant) -> Step {
    // The end of time never comes: what is due then is never due.
    let timer = agenda.nextInstant().flatMap { $0 < .endOfTime ? $0 : nil }
    if let input = inputs.nextInstant, timer.map({ $0 > input }) ?? true {
      guard input <= limit else { return .nothing }
      if input > now { move(to: input) }
      return .takeInput
    }
    guard let timer else {
      if main != nil { state = .stalled }
      return .nothing
    }
    guard timer <= limit else { return .nothing }
    if timer > now { move(to: timer) }
    return .wake
  }

  private mutating func move(to instant: VirtualInstant) {
    now = instant
    stepsAtInstant = 0
  }

  private mutating func countStep() {
    stepsAtInstant &+= 1
    if stepsAtInstant >= stepsAtOneInstant {
      standstill = .clockStoodStill(at: now, steps: stepsAtInstant)
    }
  }

  /// Takes the earliest timer that is due now; nil if there is none.
  mutating func popDue() -> Alarm? {
    let alarm = agenda.popDue(at: now)
    switch alarm {
    case .computation(_, let worker):
      workers.release(worker)
      self.worker = worker
      isContinuing = true
    case .offloaded(_, _, let worker): offloading.release(worker)
    case .sleep, nil: break
    }
    return alarm
  }

  /// Takes the job of a computation that continues.
  mutating func popContinued() -> Job? {
    isContinuing = false
    guard let job = continued else { return nil }
    continued = nil
    countStep()
    return job
  }

  /// Takes the next input.
  mutating func popInput() -> RunInput? { inputs.popFirst()?.input }
}

// MARK: How far it goes

extension Scheduler {
  /// Says how far sleeps may pass without a suspension, and how many steps may be taken.
  mutating func allow(passingUpTo horizon: VirtualInstant, steps: Int = .max) {
    self.horizon = horizon
    stepsLeft = steps
  }

  /// Counts a step; false if none may be taken any more.
  mutating func takeStep() -> Bool {
    guard stepsLeft > 0 else { return false }
    stepsLeft -= 1
    return true
  }

  /// Whether nothing else could happen before an instant that may come without a suspension.
  mutating func canPass(to instant: VirtualInstant) -> Bool {
    instant > now && instant <= horizon && instant < .endOfTime && stepsLeft > 0 && ready.isEmpty
      && workers.free != nil && !isMainOver
      && inputs.nextInstant.map { $0 > instant } ?? true
      && agenda.nextInstant().map { $0 > instant } ?? true
  }

  /// Moves the clock at once, as one step, to an instant to which it can pass.
  mutating func pass(to instant: VirtualInstant) {
    stepsLeft -= 1
    move(to: instant)
  }

  /// Moves the clock to an instant up to which nothing is left to do, unless the run is over.
  mutating func rest(until instant: VirtualInstant) {
    if state == .running, now < instant { move(to: instant) }
  }
}

// MARK: What comes in

extension Scheduler {
  /// Takes a job that can run as soon as a worker is free.
  mutating func enqueue(_ job: Job) {
    if isContinuing {
      continued = job
    } else {
      ready.append(job)
    }
  }

  /// Takes an input. It sets a run going again that has stalled, and comes too late where the run
  /// is finished.
  mutating func add(_ input: TimedInput) {
    guard state != .finished else { return }
    inputs.insert(input)
    state = .running
    standstill = nil
    stepsAtInstant = 0
  }

  /// Whether there is a task whose end is the end of the run.
  var hasMain: Bool { main != nil }

  /// The task has begun whose end is the end of the run.
  mutating func mainBegan(_ task: TaskID) {
    main = task
    isMainOver = false
  }

  /// A task has ended.
  mutating func taskEnded(_ task: TaskID) {
    if task == main { isMainOver = true }
  }

  /// From now on nothing but the end of all tasks counts: no main task, and no reason to give up.
  mutating func beginTearDown() {
    isTearingDown = true
    main = nil
    isMainOver = false
  }

  mutating func endTearDown() { isTearingDown = false }
}

// MARK: Timers

extension Scheduler {
  /// Makes a place for a timer, so that it can be named before it is set.
  mutating func reserveTimer() -> TimerToken { agenda.reserve() }

  /// Sets a timer that was reserved; an instant that has passed counts as the present one. The
  /// answer is false if it has been cancelled already.
  mutating func setTimer(
    _ token: TimerToken, at instant: VirtualInstant, for sleep: Sleep
  ) -> Bool {
    agenda.set(token, at: max(instant, now), alarm: .sleep(sleep))
  }

  /// Sets a timer; an instant that has passed counts as the present one.
  mutating func setTimer(at instant: VirtualInstant, for sleep: Sleep) -> TimerToken {
    let token = agenda.reserve()
    _ = agenda.set(token, at: max(instant, now), alarm: .sleep(sleep))
    return token
  }

  /// Takes a timer off the agenda and answers with the sleep that it would have ended; nil if it
  /// has been due, or has not been set, and then never will be.
  mutating func cancelTimer(_ token: TimerToken) -> Sleep? {
    guard case .sleep(let sleep)? = agenda.cancel(token) else { return nil }
    return sleep
  }
}

// MARK: Computations

extension Scheduler {
  /// Occupies the present worker for a length of time; less than zero counts as zero.
  mutating func compute(for length: Duration, _ waiter: Waiter) {
    workers.occupy(worker)
    setTimer(in: length, .computation(waiter, worker))
  }

  /// Whether a worker is one of those beside the loop.
  func isBesideLoop(_ worker: WorkerID) -> Bool { offloading.has(worker) }

  /// Changes how many workers there are beside the loop, and answers with those that never were
  /// before.
  mutating func resizeOffloading(to count: Int) -> [WorkerID] {
    offloading.resize(to: min(max(0, count), Simulation.Configuration.mostWorkers))
  }

  /// Names a computation beside the loop before it waits.
  mutating func makeOffloadTicket() -> UInt64 { offloading.makeTicket() }

  /// Lets a computation wait for a worker beside the loop.
  mutating func offload(_ computation: Computation) { offloading.append(computation) }

  /// Takes a computation back; nil if it does not wait any more.
  mutating func cancelOffloading(_ ticket: UInt64) -> Computation? { offloading.remove(ticket) }

  /// Begins the computation that has waited longest; nil if none waits, or all workers beside the
  /// loop compute.
  mutating func startOffloaded() -> (computation: Computation, worker: WorkerID)? {
    guard let worker = offloading.occupy() else { return nil }
    guard let computation = offloading.popFirst() else {
      offloading.release(worker)
      return nil
    }
    setTimer(in: computation.length, .offloaded(computation.task, computation.waiter, worker))
    return (computation, worker)
  }

  private mutating func setTimer(in length: Duration, _ alarm: Alarm) {
    _ = agenda.set(agenda.reserve(), at: max(now.advanced(by: length), now), alarm: alarm)
  }
}
