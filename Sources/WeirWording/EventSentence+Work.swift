package import WeirEvents
import WeirScreen

extension EventSentence {
  package static func request(_ event: RequestEvent, _ who: String) -> Self {
    switch event {
    case .started: .init("\(who) began a request", .flow)
    case .ended(let outcome): ended(who, outcome)
    case .attemptStarted(let attempt):
      .init("\(who) tries\(attempt == 1 ? "" : " again, attempt \(attempt)")", .quiet)
    case .retryScheduled(let attempt, let delay):
      .init("\(who) makes attempt \(attempt) in \(TimeText.short(delay))", .warning)
    case .retriesExhausted(let attempts, let cause):
      .init("\(who) gives up after \(tries(attempts)): \(reason(cause))", .bad)
    }
  }

  private static func ended(_ who: String, _ outcome: TaskOutcome) -> Self {
    switch outcome {
    case .completed: .init("\(who) has its answer", .good)
    case .failed: .init("the request of \(who) failed", .bad)
    case .cancelled: .init("the request of \(who) was given up", .warning)
    case .timedOut: .init("the request of \(who) ran out of time", .bad)
    }
  }

  private static func tries(_ count: UInt32) -> String {
    count == 1 ? "1 attempt" : "\(count) attempts"
  }

  private static func reason(_ cause: ExhaustionCause) -> String {
    switch cause {
    case .attempts: "no more are allowed"
    case .budget: "the budget is used up"
    case .refused: "the error won't go away"
    case .deadline: "the next one would come after the deadline"
    }
  }

  package static func error(_ event: ErrorEvent, _ who: String) -> Self {
    switch event {
    case .thrown(let error): .init("\(who) threw \(error)", .bad)
    case .caught(let error): .init("\(who) caught \(error)", .good)
    case .unobserved(let error): .init("nobody will see the \(error) of \(who)", .bad)
    }
  }

  package static func shutdown(_ event: ShutdownEvent, _ now: VirtualInstant, _ who: String) -> Self
  {
    switch event {
    case .phaseBegan(.stopIntake, let remaining, _):
      .init("\(who) takes nothing more in, \(remaining) under way", .warning)
    case .phaseBegan(.drain, let remaining, let until):
      .init(
        "\(who) lets \(remaining) end within \(TimeText.short(now.duration(to: until)))", .warning)
    case .phaseBegan(.cancel, let remaining, _): .init("\(who) asks \(remaining) to stop", .warning)
    case .phaseBegan(.finished, remaining: 0, _): .init("\(who) has shut down, all done", .good)
    case .phaseBegan(.finished, let remaining, _):
      .init("\(who) has shut down, \(remaining) abandoned", .bad)
    }
  }

  package static func worker(_ event: WorkerEvent, _ worker: WorkerID, _ who: String) -> Self {
    switch event {
    case .created(let name, let isLoop):
      .init(isLoop ? "\(name) is another loop" : "\(name) computes beside the loop", .good)
    case .occupied: .init("\(who) holds worker \(worker.rawValue)", .quiet)
    case .freed: .init("\(who) freed worker \(worker.rawValue)", .quiet)
    }
  }
}
