public import WeirEvents

/// A race between an operation and its timer.
@usableFromInline
struct TimeoutRace<C: Clock>: Sendable where C.Duration == Duration {
  @usableFromInline let clock: C
  /// `nil` if there is no limit.
  @usableFromInline let deadline: C.Instant?
  @usableFromInline let limit: Duration
  @usableFromInline let isOverAtOnce: Bool
  @usableFromInline let report: TimeoutReport
  @usableFromInline let runner: TimeoutRunner

  /// - Parameter limit: the deadline, unless another one around it is earlier.
  @inlinable
  init(
    until limit: C.Instant?, from now: C.Instant, on clock: C, _ child: Label?, _ site: CallSite,
    _ reporter: (any Reporter)?
  ) {
    let term = LimitedWait(until: limit, from: now, on: clock)
    self.clock = clock
    self.deadline = term.deadline
    self.limit = term.limit
    isOverAtOnce = term.isOverAtOnce
    report = TimeoutReport(limit: term.limit, to: reporter)
    runner = TimeoutRunner(child, site: site, reporter)
  }

  @inlinable
  func run<Success>(
    isolation: isolated (any Actor)?, _ operation: () async throws -> Success
  ) async throws -> Success {
    guard runner.child == nil, let (alarms, instant) = deadline.flatMap(clock.alarms) else {
      return try await runLent(isolation: isolation, operation)
    }
    return try await race(alarms, until: instant, isolation: isolation, operation).get()
  }

  /// Runs an operation as a task that has a name, or beside a task that sleeps.
  @inlinable
  func runLent<Success>(
    isolation: isolated (any Actor)?, _ operation: () async throws -> Success
  ) async throws -> Success {
    try await withoutActuallyEscaping(operation) { operation in
      let work = LentWork(operation)
      let end = await race { @Sendable in try await work.run(isolation: isolation) }
      // The work is taken back however this ends.
      guard let success = work.end() else {
        try end.get()
        throw CancellationError()
      }
      try end.get()
      return success
    }
  }

  /// Runs work until it ends, cancels it at the deadline, and returns how it ends.
  @inlinable
  func race(_ work: @escaping @Sendable () async throws -> Void) async
    -> Result<Void, any Error>
  {
    guard let (alarms, instant) = deadline.flatMap(clock.alarms) else {
      return await raceTimer(runner.begin(underDeadline(work)))
    }
    return await race(alarms, until: instant, isolation: nil, runner.begin(work))
  }

  /// Runs work in a child task, has the clock cancel it at the deadline, and returns how it ends.
  @inlinable
  func race<Success>(
    _ alarms: any AlarmClock, until instant: VirtualInstant, isolation: isolated (any Actor)?,
    _ operation: () async throws -> Success
  ) async -> Result<Success, any Error> {
    let limit = alarms.setLimit(report.armed, until: instant)
    // The child uses it while this task waits, and on the actor to which it belongs.
    nonisolated(unsafe) let operation = operation
    async let end = LimitedEnd.of(operation, within: limit, on: isolation)
    let result = await end.result
    var machine = TimeoutStateMachine()
    if limit.taskContinues() { _ = machine.deadlinePassed() }
    return settle(result, machine)
  }

  @inlinable
  func underDeadline(
    _ work: @escaping @Sendable () async throws -> Void
  ) -> @Sendable () async throws -> Void {
    guard let deadline else { return work }
    return { try await Deadline.with(deadline, work) }
  }

  /// Runs an operation concurrently with a task that sleeps until the deadline.
  @usableFromInline
  func raceTimer(_ operation: @escaping @Sendable () async throws -> Void) async
    -> Result<Void, any Error>
  {
    await withTaskGroup(of: TimeoutRaceEvent.self) { group in
      begin(operation, in: &group)
      if let deadline {
        group.addTask { [clock, runner] in
          await sleepUnobserved(until: deadline, clock, runner.reporter)
            ? .deadlinePassed : .timerStopped
        }
      }
      var machine = TimeoutStateMachine()
      while let event = await group.next() {
        switch event {
        case .timerStopped:
          continue
        case .deadlinePassed:
          guard machine.deadlinePassed() == .fire else { continue }
          report.fired()
          group.cancelAll()
        case .workEnded(let result):
          group.cancelAll()
          return settle(result, machine)
        }
      }
      return .failure(CancellationError())
    }
  }

  private func begin(
    _ operation: @escaping @Sendable () async throws -> Void,
    in group: inout TaskGroup<TimeoutRaceEvent>
  ) {
    let work = { @Sendable () async -> TimeoutRaceEvent in .workEnded(await Result(operation)) }
    if isOverAtOnce, #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
      group.addImmediateTask { await work() }
    } else {
      group.addTask { await work() }
    }
  }

  /// Reports how the work ended, and returns what that means for the caller.
  @inlinable
  func settle<Success>(
    _ result: Result<Success, any Error>, _ machine: consuming TimeoutStateMachine
  ) -> Result<Success, any Error> {
    let action = machine.workEnded(.init(result))
    runner.ended(result)
    report.ended(action)
    return action == .timeOut ? .failure(TimeoutError(limit: limit)) : result
  }
}

/// What can happen in the race between an operation and its timer.
enum TimeoutRaceEvent: Sendable {
  case workEnded(Result<Void, any Error>)
  case deadlinePassed
  case timerStopped
}

extension TimeoutStateMachine.End {
  @inlinable
  init<Success>(_ result: Result<Success, any Error>) {
    switch result {
    case .success: self = .returned
    case .failure(is CancellationError): self = .stopped
    case .failure(is TimeoutError): self = .timedOut
    case .failure: self = .failed
    }
  }
}
