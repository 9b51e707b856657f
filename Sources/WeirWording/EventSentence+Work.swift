package import WeirEvents
import WeirScreen

extension EventSentence {
  package static func request(_ event: RequestEvent, _ subject: String) -> Self {
    switch event {
    case .started: .init("\(subject) started a request", .flow)
    case .ended(let outcome): ended(subject, outcome)
    case .attemptStarted(let attempt):
      .init("\(subject) starts attempt \(attempt)", .quiet)
    case .retryScheduled(let attempt, let delay):
      retry(subject, attempt, delay)
    case .retriesExhausted(let attempts, let cause):
      .init("\(subject) gives up after \(tries(attempts)): \(reason(cause))", .bad)
    }
  }

  private static func ended(_ subject: String, _ outcome: TaskOutcome) -> Self {
    switch outcome {
    case .completed: .init("\(subject) was answered", .good)
    case .failed: .init("the request of \(subject) failed", .bad)
    case .cancelled: .init("the request of \(subject) was cancelled", .warning)
    case .timedOut: .init("the request of \(subject) timed out", .bad)
    }
  }

  private static func retry(_ subject: String, _ attempt: UInt32, _ delay: Duration) -> Self {
    let time = delay > .zero ? "in \(TimeText.short(delay))" : "at once"
    return .init("\(subject) retries \(time) (attempt \(attempt))", .warning)
  }

  private static func tries(_ count: UInt32) -> String {
    count == 1 ? "1 attempt" : "\(count) attempts"
  }

  private static func reason(_ cause: ExhaustionCause) -> String {
    switch cause {
    case .attempts: "no more are allowed"
    case .budget: "the budget is used up"
    case .refused: "the error is permanent"
    case .deadline: "the next one would come after the deadline"
    }
  }

  package static func error(_ event: ErrorEvent, _ subject: String) -> Self {
    switch event {
    case .thrown(let error): .init("\(subject) threw \(error)", .bad)
    case .caught(let error): .init("\(subject) caught \(error)", .good)
    case .unobserved(let error): .init("no task will see the \(error) of \(subject)", .bad)
    }
  }

  package static func shutdown(_ event: ShutdownEvent, _ now: VirtualInstant, _ subject: String)
    -> Self
  {
    switch event {
    case .phaseBegan(.stopIntake, let remaining, _):
      .init("\(subject) accepts no more work, \(remaining) left", .warning)
    case .phaseBegan(.drain, let remaining, let until):
      .init(
        "\(subject) lets \(remaining) finish within \(TimeText.short(now.duration(to: until)))",
        .warning)
    case .phaseBegan(.cancel, let remaining, _): .init("\(subject) cancels \(remaining)", .warning)
    case .phaseBegan(.finished, remaining: 0, _): .init("\(subject) has shut down, all done", .good)
    case .phaseBegan(.finished, let remaining, _):
      .init("\(subject) has shut down, \(remaining) abandoned", .bad)
    }
  }

  package static func worker(_ event: WorkerEvent, _ worker: WorkerID, _ subject: String) -> Self {
    switch event {
    case .created(let name, let isLoop):
      .init(isLoop ? "\(name) is another loop" : "\(name) is a background worker", .good)
    case .occupied: .init("\(subject) holds worker \(worker.rawValue)", .quiet)
    case .freed: .init("\(subject) freed worker \(worker.rawValue)", .quiet)
    }
  }
}
