import WeirScreen
import WeirTrace

extension EventSentence {
  static func work(_ kind: Event.Kind, _ who: String) -> Self {
    switch kind {
    case .requestStarted: .init("\(who) began a request", .flow)
    case .requestEnded(_, let outcome): request(who, outcome)
    case .attemptStarted(_, let attempt):
      .init("\(who) tries\(attempt == 1 ? "" : " again, attempt \(attempt)")", .quiet)
    case .retryScheduled(_, let attempt, let delay):
      .init("\(who) makes attempt \(attempt) in \(TimeText.short(delay))", .warning)
    case .retriesExhausted(_, let attempts, let cause):
      .init("\(who) gives up after \(tries(attempts)): \(reason(cause))", .bad)
    default: .init(who, .quiet)
    }
  }

  private static func request(_ who: String, _ outcome: TaskOutcome) -> Self {
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

  static func error(_ kind: Event.Kind, _ who: String) -> Self {
    switch kind {
    case .errorThrown(_, let error): .init("\(who) threw \(error)", .bad)
    case .errorCaught(_, let error): .init("\(who) caught \(error)", .good)
    case .errorUnobserved(_, let error): .init("nobody will see the \(error) of \(who)", .bad)
    default: .init(who, .quiet)
    }
  }

  static func shutdown(_ event: Event, _ who: String) -> Self {
    guard case .shutdownPhaseBegan(_, let phase, let remaining, let until) = event.kind else {
      return .init(who, .quiet)
    }
    let left = TimeText.short(event.instant.duration(to: until))
    switch phase {
    case .stopIntake: return .init("\(who) takes nothing more in, \(remaining) under way", .warning)
    case .drain: return .init("\(who) lets \(remaining) end within \(left)", .warning)
    case .cancel: return .init("\(who) asks \(remaining) to stop", .warning)
    case .finished where remaining == 0: return .init("\(who) has shut down, all done", .good)
    case .finished: return .init("\(who) has shut down, \(remaining) abandoned", .bad)
    }
  }

  static func worker(_ kind: Event.Kind, _ who: String) -> Self {
    switch kind {
    case .workerCreated(_, let name): .init("\(name) computes beside the loop", .good)
    case .workerOccupied(let worker, _): .init("\(who) holds worker \(worker.rawValue)", .quiet)
    case .workerFreed(let worker, _): .init("\(who) freed worker \(worker.rawValue)", .quiet)
    default: .init(who, .quiet)
    }
  }
}
