public import WeirEvents

// MARK: Being an executor

extension Simulation {
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    guard thread.isCurrent else { return outside.append(job) }
    if isContinuing {
      continued = job
    } else {
      ready.append(job)
    }
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
    onOwnThread {
      horizon = limit
      while step(upTo: limit) {}
      if state == .running, now < limit { move(to: limit) }
    }
    handOn()
    return state
  }

  /// Runs like `run(until:)`, but gives up early when it is told so: everything stays as it is then, and a later call
  /// goes on from there. What happens, and in which order, does not depend on how often that is.
  ///
  /// - Parameter goesOn: is asked now and then, in between two jobs.
  @discardableResult
  public func run(until limit: VirtualInstant, while goesOn: () -> Bool) -> RunState {
    onOwnThread {
      horizon = limit
      repeat {
        stepsLeft = Simulation.stepsBetweenQuestions
        while stepsLeft > 0 {
          stepsLeft -= 1
          if step(upTo: limit) { continue }
          if state == .running, now < limit { move(to: limit) }
          stepsLeft = .max
          break
        }
      } while stepsLeft <= 0 && goesOn()
      stepsLeft = .max
    }
    handOn()
    return state
  }

  private static var stepsBetweenQuestions: Int { 2048 }

  /// Runs until the main task has ended, or until nothing can ever run again, or until it is given
  /// up, as `halt` then tells.
  @discardableResult
  public func runToEnd() -> RunState {
    let limit = VirtualInstant(nanoseconds: .max)
    onOwnThread {
      horizon = limit
      while step(upTo: limit) {}
    }
    handOn()
    return state
  }

  /// Runs until at least one more event has been reported, or the run has ended, or nothing is left to do up to the
  /// limit.
  @discardableResult
  public func runForOneEvent(until limit: VirtualInstant = .init(nanoseconds: .max)) -> RunState {
    onOwnThread {
      horizon = now
      let before = reportCount
      while reportCount == before, step(upTo: limit) {}
    }
    handOn()
    return state
  }

  /// Lets a person do something at an instant: after everything that is due at that instant, or, where it has
  /// passed, at the present one.
  ///
  /// An input that comes while the run is stalled may set it going again.
  public func schedule(_ input: TimedInput) {
    guard state != .finished else { return }
    inputs.insert(input)
    state = .running
    standstill = nil
    stepsAtInstant = 0
  }

  /// Says who deals with inputs: a function that is called at their instant, on the simulation's thread.
  public func onInput(_ action: @escaping (RunInput) -> Void) {
    onInput = action
  }

  /// Does the one next thing. The answer tells whether there was anything to do.
  func step(upTo limit: VirtualInstant) -> Bool {
    if !isTearingDown, outside.hasCome || standstill != nil {
      state = .stalled
      return false
    }
    if let free = workers.free, let job = ready.popNext() {
      worker = free
      run(job)
      return true
    }
    if main?.isOver == true, ready.isEmpty {
      state = .finished
      return false
    }
    return advance(upTo: limit)
  }

  private func run(_ job: UnownedJob) {
    running = nil
    stepsAtInstant &+= 1
    if stepsAtInstant >= configuration.stepsAtOneInstant {
      standstill = .clockStoodStill(at: now, steps: stepsAtInstant)
    }
    job.runSynchronously(on: asUnownedTaskExecutor())
  }

  /// Moves the clock to whatever comes next, a timer or an input.
  private func advance(upTo limit: VirtualInstant) -> Bool {
    // The end of time never comes: what is due then is never due.
    let timer = agenda.nextInstant().flatMap { $0 < .endOfTime ? $0 : nil }
    if let input = inputs.next, timer.map({ $0 > input.instant }) ?? true {
      guard input.instant <= limit else { return false }
      if input.instant > now { move(to: input.instant) }
      takeIn()
      return true
    }
    guard let timer else {
      if main != nil { state = .stalled }
      return false
    }
    guard timer <= limit else { return false }
    if timer > now { move(to: timer) }
    while let wake = agenda.popDue(at: now) { self.wake(wake) }
    return true
  }

  /// Moves the clock.
  func move(to instant: VirtualInstant) {
    now = instant
    stepsAtInstant = 0
  }

  private func takeIn() {
    guard let input = inputs.popFirst()?.input else { return }
    running = .nobody
    report(Event.Kind(input))
    onInput(input)
  }

  private func wake(_ wake: Agenda.Wake) {
    if let worker = wake.worker, offloading.has(worker) {
      endOffloaded(wake, on: worker)
    } else if let worker = wake.worker {
      resumeComputation(wake, on: worker)
    } else {
      if wake.task != .none { report(.task(wake.task, .becameReady())) }
      rouse(wake.sleeper, isDue: true)
    }
  }

  func rouse(_ sleeper: Agenda.Sleeper, isDue: Bool) {
    switch sleeper {
    case .parked(let job): ready.append(job)
    case .waiting(let continuation): continuation.resume(returning: isDue)
    }
  }

  /// A computation that ends goes on at once on its worker: it has never given it up.
  private func resumeComputation(_ wake: Agenda.Wake, on worker: WorkerID) {
    workers.release(worker)
    self.worker = worker
    isContinuing = true
    rouse(wake.sleeper, isDue: true)
    isContinuing = false
    guard let job = continued else { return }
    continued = nil
    run(job)
  }

  func onOwnThread(_ body: () -> Void) {
    thread.own(body)
  }
}

extension Event.Kind {
  init(_ input: RunInput) {
    switch input {
    case .parameterChanged(let name, let value):
      self = .input(.parameterChanged(name: Symbol(name), value: Symbol(value.description)))
    case .pitfallSwitched(let name): self = .input(.pitfallSwitched(name: Symbol(name ?? "")))
    case .triggered(let name): self = .input(.triggered(name: Symbol(name)))
    case .markerSet(let name): self = .input(.markerSet(name: Symbol(name)))
    }
  }
}
