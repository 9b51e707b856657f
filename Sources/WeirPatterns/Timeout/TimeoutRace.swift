import WeirEvents

/// A race between an operation and its timer.
struct TimeoutRace<C: Clock> where C.Duration == Duration {
  private let clock: C
  /// `nil` if there is no limit.
  private let deadline: C.Instant?
  private let limit: Duration
  private let isOverAtOnce: Bool
  private let report: TimeoutReport
  private let runner: TimeoutRunner

  /// - Parameter limit: the deadline, unless another one around it is earlier.
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

  func run<Success>(
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

  /// Runs work concurrently with its timer, and returns how it ends.
  private func race(_ work: @escaping @Sendable () async throws -> Void) async
    -> Result<Void, any Error>
  {
    await withTaskGroup(of: TimeoutRaceEvent.self) { group in
      begin(runner.begin(work), in: &group)
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
          let action = machine.workEnded(.init(result))
          runner.ended(result)
          report.ended(action)
          return action == .timeOut ? .failure(TimeoutError(limit: limit)) : result
        }
      }
      return .failure(CancellationError())
    }
  }

  private func begin(
    _ operation: @escaping @Sendable () async throws -> Void,
    in group: inout TaskGroup<TimeoutRaceEvent>
  ) {
    let work = { @Sendable [deadline] () async -> TimeoutRaceEvent in
      guard let deadline else { return .workEnded(await Result(operation)) }
      return .workEnded(await Result { try await Deadline.with(deadline, operation) })
    }
    if isOverAtOnce, #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
      group.addImmediateTask { await work() }
    } else {
      group.addTask { await work() }
    }
  }
}

/// What can happen in the race between an operation and its timer.
enum TimeoutRaceEvent: Sendable {
  case workEnded(Result<Void, any Error>)
  case deadlinePassed
  case timerStopped
}

extension TimeoutStateMachine.End {
  init<Success>(_ result: Result<Success, any Error>) {
    switch result {
    case .success: self = .returned
    case .failure(is CancellationError): self = .stopped
    case .failure(is TimeoutError): self = .timedOut
    case .failure: self = .failed
    }
  }
}
