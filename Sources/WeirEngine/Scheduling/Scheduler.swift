import WeirEvents

/// Decides what a simulation does next: a value that itself runs no job, resumes no task and
/// reports nothing.
///
/// Jobs run in `ReadyOrder`, one for each free worker. When none can run, the clock moves to the
/// next timer or input. Timers are due in the order of (instant, ticket), inputs after everything
/// else that is due at their instant. A job that is enqueued while a computation continues runs
/// before all others, since the computation has never given up its worker.
struct Scheduler<Job, Waiter>: ~Copyable {
  /// The next thing to do.
  enum Step {
    case run(Job)
    /// The input that `popInput` returns is due.
    case takeInput
    /// The clock is at the instant of the earliest timer. `popDue` returns it, and all others that
    /// are due by then.
    case wake
    /// There is nothing to do up to the limit; `state` says whether there ever can be.
    case nothing
  }

  /// A sleeping task, and how to wake it.
  struct Sleep {
    let task: TaskID
    let sleeper: Sleeper
  }

  /// How to wake a sleeping task.
  enum Sleeper {
    /// By running its job, which is parked.
    case parked(Job)
    /// By resuming its continuation with whether the sleep ended in time; if not, it was cancelled.
    case waiting(Waiter)
  }

  /// What is due at the instant of a timer.
  enum Alarm {
    case sleep(Sleep)
    /// Something is to be called when nothing else is left to do at the instant.
    case call(TimedCall)
    /// Work that is still going on is to be cancelled, if nothing else is left to do either.
    case limit(TimeLimit)
    /// A computation ends, and its task continues on the worker that it holds. After the waiter has
    /// been resumed, `popContinued` returns its job.
    case computation(Waiter, WorkerID)
    /// A computation on a background worker ends.
    case offloaded(TaskID, Waiter, WorkerID)
  }

  typealias Computation = OffloadPool<Waiter>.Computation

  /// The current instant.
  private(set) var now = VirtualInstant.zero
  /// Whether the simulation can continue.
  private(set) var state = RunState.running
  /// Why the run halts, if the clock stood still for too long.
  private(set) var standstill: SimulationHalt?
  /// The worker that runs the current job.
  private(set) var worker = WorkerID(1)

  private var ready: ReadyQueue<Job>
  private var agenda = Agenda<Alarm>()
  private var inputs = InputQueue()
  private var workers: Workers
  private var offloading: OffloadPool<Waiter>

  /// Whether something else than calls was due in the current step.
  private var hasWoken = false
  private var isContinuing = false
  private var continued: Job?

  /// The task whose end is the end of the run; `nil` before it begins, and during the teardown.
  private var main: TaskID?
  private var isMainOver = false
  /// Whether all tasks are being ended, whatever state the run was in.
  private var isTearingDown = false

  private let stepsAtOneInstant: Int
  /// The number of jobs that have run since the clock last moved.
  private var stepsAtInstant = 0
  /// The number of steps that may be taken before control returns to the caller; a sleep without a
  /// suspension counts as a step.
  private var stepsLeft = Int.max
  /// Sleeps that end no later than this may complete without a suspension.
  private var horizon = VirtualInstant(nanoseconds: -1)

  init(_ configuration: Simulation.Configuration) {
    let workerCount = min(max(1, configuration.workers), Simulation.Configuration.maximumWorkers)
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
  /// Decides the next step and moves the clock; the caller does the rest.
  ///
  /// - Parameters:
  ///   - limit: nothing that is due later happens.
  ///   - isDisturbed: whether the simulation was used from outside, so that the run has to be
  ///     halted.
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

  /// Moves the clock to the next timer or input.
  private mutating func advance(upTo limit: VirtualInstant) -> Step {
    let timer = agenda.nextInstant
    if let input = inputs.nextInstant, input < timer || timer == .endOfTime {
      guard input <= limit else { return .nothing }
      if input > now { move(to: input) }
      return .takeInput
    }
    // The end of time is never reached: what is due then never happens.
    guard timer < .endOfTime else {
      if main != nil { state = .stalled }
      return .nothing
    }
    guard timer <= limit else { return .nothing }
    if timer > now { move(to: timer) }
    hasWoken = false
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

  /// Removes and returns the earliest timer that is due now; `nil` if there is none.
  ///
  /// Calls are due after everything else at their instant, and wait for the jobs that it leads to.
  mutating func popDue() -> Alarm? {
    let alarm = hasWoken ? agenda.popDue(at: now, beforeLast: true) : agenda.popDue(at: now)
    switch alarm {
    case .call, .limit, nil: return alarm
    case .sleep, .computation, .offloaded: hasWoken = true
    }
    switch alarm {
    case .computation(_, let worker):
      workers.release(worker)
      self.worker = worker
      isContinuing = true
    case .offloaded(_, _, let worker): offloading.release(worker)
    case .sleep, .call, .limit, nil: break
    }
    return alarm
  }

  /// Removes and returns the job of a computation that continues.
  mutating func popContinued() -> Job? {
    isContinuing = false
    guard let job = continued else { return nil }
    continued = nil
    countStep()
    return job
  }

  /// Removes and returns the next input.
  mutating func popInput() -> RunInput? { inputs.popFirst()?.input }
}

// MARK: Limits

extension Scheduler {
  /// Sets how far sleeps may complete without a suspension, and how many steps may be taken.
  mutating func allow(passingUpTo horizon: VirtualInstant, steps: Int = .max) {
    self.horizon = horizon
    stepsLeft = steps
  }

  /// Counts a step; returns `false` if no more may be taken.
  mutating func takeStep() -> Bool {
    guard stepsLeft > 0 else { return false }
    stepsLeft -= 1
    return true
  }

  /// Whether a sleep may end at an instant without a suspension, because nothing else can happen
  /// before.
  func canPass(to instant: VirtualInstant) -> Bool {
    agenda.nextInstant > instant && instant > now && instant <= horizon && stepsLeft > 0
      && ready.isEmpty && workers.free != nil && !isMainOver
      && inputs.nextInstant.map { $0 > instant } ?? true
  }

  /// Moves the clock, as one step, to an instant for which `canPass` is true.
  mutating func pass(to instant: VirtualInstant) {
    stepsLeft -= 1
    move(to: instant)
  }

  /// Moves the clock to an instant up to which there is nothing left to do, unless the run is over.
  mutating func rest(until instant: VirtualInstant) {
    if state == .running, now < instant { move(to: instant) }
  }
}

// MARK: Jobs, inputs and tasks

extension Scheduler {
  /// Adds a job that can run as soon as a worker is free.
  mutating func enqueue(_ job: Job) {
    if isContinuing {
      continued = job
    } else {
      ready.append(job)
    }
  }

  /// Adds an input. It restarts a stalled run, and has no effect on a finished one.
  mutating func add(_ input: TimedInput) {
    guard state != .finished else { return }
    inputs.insert(input)
    state = .running
    standstill = nil
    stepsAtInstant = 0
  }

  /// Whether there is a task whose end is the end of the run.
  var hasMain: Bool { main != nil }

  /// The task whose end is the end of the run has begun.
  mutating func mainBegan(_ task: TaskID) {
    main = task
    isMainOver = false
  }

  /// A task has ended.
  mutating func taskEnded(_ task: TaskID) {
    if task == main { isMainOver = true }
  }

  /// Begins the teardown: there is no main task any more, and no reason to halt.
  mutating func beginTearDown() {
    isTearingDown = true
    main = nil
    isMainOver = false
  }

  mutating func endTearDown() { isTearingDown = false }
}

// MARK: Timers

extension Scheduler {
  /// Reserves a timer, so that it can be identified before it is set.
  mutating func reserveTimer() -> TimerToken { agenda.reserve() }

  /// Sets a reserved timer; an instant that has passed counts as the current one. Returns `false`
  /// if it has been cancelled already.
  mutating func setTimer(
    _ token: TimerToken, at instant: VirtualInstant, for sleep: Sleep
  ) -> Bool {
    agenda.set(token, at: max(instant, now), alarm: .sleep(sleep))
  }

  /// Sets a timer; an instant that has passed counts as the current one.
  mutating func setTimer(at instant: VirtualInstant, for sleep: Sleep) -> TimerToken {
    let token = agenda.reserve()
    _ = agenda.set(token, at: max(instant, now), alarm: .sleep(sleep))
    return token
  }

  /// Cancels a timer and returns the sleep that it would have ended; `nil` if it has fired, or has
  /// not been set, and then never can be.
  mutating func cancelTimer(_ token: TimerToken) -> Sleep? {
    guard case .sleep(let sleep)? = agenda.cancel(token) else { return nil }
    return sleep
  }
}

// MARK: Calls

extension Scheduler {
  /// Has something called at an instant; one that has passed counts as the current one.
  mutating func setAlarm(at instant: VirtualInstant, _ call: TimedCall) -> TimerToken {
    setLast(at: instant, .call(call))
  }

  /// Has work cancelled at an instant; one that has passed counts as the current one.
  mutating func setAlarm(at instant: VirtualInstant, _ limit: TimeLimit) -> TimerToken {
    setLast(at: instant, .limit(limit))
  }

  private mutating func setLast(at instant: VirtualInstant, _ alarm: Alarm) -> TimerToken {
    let token = agenda.reserve()
    _ = agenda.set(token, at: max(instant, now), alarm: alarm, isLast: true)
    return token
  }

  /// Cancels a call or a limit; without effect if it is over.
  mutating func cancelAlarm(_ token: TimerToken) { _ = agenda.cancel(token) }
}

// MARK: Computations

extension Scheduler {
  /// Occupies the current worker for a length of time; less than zero counts as zero.
  mutating func compute(for length: Duration, _ waiter: Waiter) {
    workers.occupy(worker)
    setTimer(in: length, .computation(waiter, worker))
  }

  /// Whether a worker is a background worker.
  func isBackground(_ worker: WorkerID) -> Bool { offloading.has(worker) }

  /// Changes the number of background workers, and returns those that are new.
  mutating func resizeOffloading(to count: Int) -> [WorkerID] {
    offloading.resize(to: min(max(0, count), Simulation.Configuration.maximumWorkers))
  }

  /// Returns a ticket that identifies a background computation before it waits.
  mutating func makeOffloadTicket() -> UInt64 { offloading.makeTicket() }

  /// Enqueues a computation for a background worker.
  mutating func offload(_ computation: Computation) { offloading.append(computation) }

  /// Removes a computation; returns `nil` if it no longer waits.
  mutating func cancelOffloading(_ ticket: UInt64) -> Computation? { offloading.remove(ticket) }

  /// Starts the computation that has waited longest; returns `nil` if none waits, or all background
  /// workers are occupied.
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
