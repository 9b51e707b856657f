public import WeirTrace

/// Runs an operation and asks it to stop when it takes longer than the limit.
///
/// It returns when the operation has come to its end, also after the deadline: an operation that does not react to being
/// asked holds its caller up, and the time from there on is reported as wasted. What an operation returns is never thrown
/// away, not even when it comes too late: an element that was got from a queue at the last moment arrives.
///
/// - Parameters:
///   - limit: how long the operation may take, on the clock.
///   - clock: the clock that measures.
///   - reporter: is told when the deadline is armed, met, fired or cancelled; none is told nothing.
/// - Returns: what the operation returns.
/// - Throws: `TimeoutError` if the operation stopped because its time was up; else what the operation throws.
public func withTimeout<Result: Sendable, C: Clock>(
  _ limit: Duration, clock: C, reporter: (any Reporter)? = nil,
  operation: @escaping @Sendable () async throws -> Result
) async throws -> Result where C.Duration == Duration {
  let report = TimeoutReport(limit: limit, to: reporter)
  let deadline = clock.now.advanced(by: limit)
  return try await withThrowingTaskGroup(of: RaceEvent<Result>.self) { group in
    group.addTask { await RaceEvent(operation) }
    group.addTask { await RaceEvent(until: deadline, clock, reporter) }
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
        report.ended(action)
        if action == .timeOut { throw TimeoutError(limit: limit) }
        return try result.get()
      }
    }
    throw CancellationError()
  }
}

/// What happens between an operation and its timer.
private enum RaceEvent<Success: Sendable>: Sendable {
  case workEnded(Result<Success, any Error>)
  case deadlinePassed
  case timerStopped

  init(_ operation: () async throws -> Success) async {
    do {
      self = .workEnded(.success(try await operation()))
    } catch {
      self = .workEnded(.failure(error))
    }
  }

  init<C: Clock>(until deadline: C.Instant, _ clock: C, _ reporter: (any Reporter)?) async {
    do {
      if let reporter {
        try await reporter.unobserved { try await clock.sleep(until: deadline, tolerance: nil) }
      } else {
        try await clock.sleep(until: deadline, tolerance: nil)
      }
      self = .deadlinePassed
    } catch {
      self = .timerStopped
    }
  }
}

extension TimeoutStateMachine.End {
  fileprivate init<Success>(_ result: Result<Success, any Error>) {
    switch result {
    case .success: self = .returned
    case .failure(let error): self = error is CancellationError ? .stopped : .failed
    }
  }
}
