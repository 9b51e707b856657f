import WeirTrace

/// An operation and its timer, of which the first to end decides what the other one means.
struct TimeoutRace<C: Clock> where C.Duration == Duration {
  let clock: C
  let deadline: C.Instant
  let limit: Duration
  let report: TimeoutReport
  let runner: TimeoutRunner

  func run<Success: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Success
  ) async throws -> Success {
    try await withThrowingTaskGroup(of: TimeoutRaceEvent<Success>.self) { group in
      let operation = runner.begin(operation)
      group.addTask { [deadline] in
        .workEnded(await Result { try await Deadline.with(deadline, operation) })
      }
      group.addTask { [self] in await timer() }
      var machine = TimeoutStateMachine()
      while let event = try await group.next() {
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
          if action == .timeOut { throw TimeoutError(limit: limit) }
          return try result.get()
        }
      }
      throw CancellationError()
    }
  }

  private func timer<Success>() async -> TimeoutRaceEvent<Success> {
    do {
      if let reporter = runner.reporter {
        try await reporter.unobserved { try await clock.sleep(until: deadline, tolerance: nil) }
      } else {
        try await clock.sleep(until: deadline, tolerance: nil)
      }
      return .deadlinePassed
    } catch {
      return .timerStopped
    }
  }
}

/// What happens between an operation and its timer.
enum TimeoutRaceEvent<Success: Sendable>: Sendable {
  case workEnded(Result<Success, any Error>)
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
