import WeirTrace

extension EntryDecoder {
  static func work(_ kind: WireKind, _ fields: inout WireFields) throws(Failure) -> Event.Kind {
    let task = try fields.task()
    switch kind {
    case .requestStarted: return .requestStarted(task)
    case .requestEnded: return .requestEnded(task, try fields.word(.outcome) { $0.name })
    case .attemptStarted: return .attemptStarted(task, attempt: try fields.number(.attempt))
    case .retryScheduled:
      return .retryScheduled(
        task, attempt: try fields.number(.attempt), delay: try fields.duration(.delay))
    case .retriesExhausted:
      return .retriesExhausted(
        task, attempts: try fields.number(.attempts), cause: try fields.word(.cause) { $0.name })
    case .errorThrown: return .errorThrown(task, error: try fields.symbol(.error))
    case .errorCaught: return .errorCaught(task, error: try fields.symbol(.error))
    case .errorUnobserved: return .errorUnobserved(task, error: try fields.symbol(.error))
    default:
      return .shutdownPhaseBegan(
        by: task, try fields.word(.phase) { $0.name }, remaining: try fields.number(.remaining),
        until: try fields.instant(.until))
    }
  }

  static func worker(_ kind: WireKind, _ fields: inout WireFields) throws(Failure) -> Event.Kind {
    let worker = try fields.worker()
    switch kind {
    case .workerCreated: return .workerCreated(worker, name: Label(try fields.text(.name)))
    case .workerOccupied: return .workerOccupied(worker, by: try fields.task())
    default: return .workerFreed(worker, by: try fields.task())
    }
  }

  static func input(_ kind: WireKind, _ fields: inout WireFields) throws(Failure) -> Event.Kind {
    switch kind {
    case .parameterChanged:
      guard let value = try fields.value(.value).scalarText else {
        throw Failure(problem: "its 'value' is neither a number nor a text")
      }
      return .parameterChanged(name: try fields.symbol(.name), value: Symbol(value))
    case .pitfallSwitched:
      return .pitfallSwitched(name: Symbol(try fields.value(.name).scalarText ?? ""))
    case .triggered: return .triggered(name: try fields.symbol(.name))
    default: return .markerSet(name: try fields.symbol(.name))
    }
  }
}
