import WeirTrace

/// Reads a line of a session log.
enum EntryDecoder {
  typealias Failure = WireFields.Failure

  static func decode(_ kind: WireKind, _ fields: inout WireFields) throws(Failure) -> SessionEntry {
    let instant = try fields.instant()
    switch kind {
    case .warningRaised, .warningCleared: return try finding(kind, &fields, instant)
    case .checkpoint: return .checkpoint(try checkpoint(&fields, instant))
    case .end:
      let checkpoint = try checkpoint(&fields, instant)
      return .end(checkpoint, try fields.word(.reason) { $0.rawValue })
    default: return .event(Event(instant, try event(kind, &fields)))
    }
  }

  private static func checkpoint(_ fields: inout WireFields, _ instant: VirtualInstant)
    throws(Failure) -> SessionEntry.Checkpoint
  {
    .init(
      instant: instant, events: try fields.number(.events), digest: try fields.text(.digest))
  }

  private static func finding(
    _ kind: WireKind, _ fields: inout WireFields, _ instant: VirtualInstant
  ) throws(Failure) -> SessionEntry {
    let isRaised = kind == .warningRaised
    let finding = Finding(
      lint: try fields.word(.lint) { $0.rawValue }, subject: try fields.text(.subject),
      since: try fields.instant(.since), evidence: isRaised ? try fields.text(.evidence) : "")
    return .finding(isRaised ? .raised(finding) : .cleared(finding), instant)
  }

  private static func event(_ kind: WireKind, _ fields: inout WireFields) throws(Failure)
    -> Event.Kind
  {
    switch kind {
    case .taskCreated, .taskBecameReady, .taskResumed, .taskSuspended, .taskFinished,
      .cancellationRequested, .cancellationNoticed, .cleanupStarted, .cleanupEnded:
      try task(kind, &fields)
    case .queueCreated, .queueReconfigured, .queueClosed, .itemEnqueued, .itemDequeued,
      .itemDropped, .itemDone:
      try queue(kind, &fields)
    case .timeoutArmed, .timeoutMet, .timeoutFired, .timeoutCancelled, .timedOutWorkEnded:
      try timeout(kind, &fields)
    default: try other(kind, &fields)
    }
  }
}

// MARK: Tasks

extension EntryDecoder {
  private static func task(_ kind: WireKind, _ fields: inout WireFields) throws(Failure)
    -> Event.Kind
  {
    let task = try fields.task()
    switch kind {
    case .taskCreated:
      return .taskCreated(
        task, name: Label(try fields.text(.name)), role: try fields.symbol(.role),
        parent: try fields.task(.parent))
    case .taskBecameReady: return .taskBecameReady(task)
    case .taskResumed: return .taskResumed(task)
    case .taskSuspended:
      return .taskSuspended(task, on: try wait(&fields), at: try callSite(&fields))
    case .cancellationRequested: return .cancellationRequested(task, by: try fields.task(.by))
    case .cancellationNoticed: return .cancellationNoticed(task)
    case .cleanupStarted: return .cleanupStarted(task)
    case .cleanupEnded: return .cleanupEnded(task)
    default:
      return .taskFinished(
        task, try fields.word(.outcome) { $0.name },
        error: Symbol(fields.optional(.error)?.scalarText ?? ""))
    }
  }

  private static func wait(_ fields: inout WireFields) throws(Failure) -> Wait {
    let why = try fields.text(.why)
    switch WireWait(rawValue: why) {
    case .sleep: return .sleep(until: try fields.instant(.until))
    case .queuePut: return .queuePut(try fields.queue())
    case .queueGet: return .queueGet(try fields.queue())
    case .join: return .join(try fields.queue())
    case .child: return .child(try fields.task(.child))
    case .work: return .work(try fields.worker())
    case nil: throw Failure(problem: "its 'why' can't be '\(why)'", isUnknownWord: true)
    }
  }

  private static func callSite(_ fields: inout WireFields) throws(Failure) -> CallSite {
    guard let file = fields.optional(.file)?.scalarText else { return .unknown }
    return CallSite(file: Symbol(file), line: try fields.number(.line))
  }
}

// MARK: Queues and timeouts

extension EntryDecoder {
  private static func queue(_ kind: WireKind, _ fields: inout WireFields) throws(Failure)
    -> Event.Kind
  {
    let queue = try fields.queue()
    switch kind {
    case .queueCreated:
      return .queueCreated(
        queue, name: Label(try fields.text(.name)), capacity: try fields.capacity(),
        overflow: try fields.overflowOrBlock())
    case .queueReconfigured:
      return .queueReconfigured(
        queue, capacity: try fields.capacity(), overflow: try fields.word(.overflow) { $0.name })
    case .itemEnqueued:
      return .itemEnqueued(
        queue, by: try fields.task(), item: try fields.item(), depth: try fields.number(.depth))
    case .itemDequeued:
      return .itemDequeued(
        queue, by: try fields.task(), item: try fields.item(), depth: try fields.number(.depth))
    case .itemDropped:
      return .itemDropped(
        queue, by: try fields.task(), item: try fields.item(),
        cause: try fields.word(.cause) { $0.name }, depth: try fields.number(.depth))
    case .itemDone:
      return .itemDone(queue, by: try fields.task(), unfinished: try fields.number(.unfinished))
    default: return .queueClosed(queue)
    }
  }

  private static func timeout(_ kind: WireKind, _ fields: inout WireFields) throws(Failure)
    -> Event.Kind
  {
    let timeout = try fields.timeout()
    let task = try fields.task()
    switch kind {
    case .timeoutArmed:
      return .timeoutArmed(timeout, by: task, deadline: try fields.instant(.deadline))
    case .timeoutMet: return .timeoutMet(timeout, by: task)
    case .timeoutFired: return .timeoutFired(timeout, by: task)
    case .timeoutCancelled: return .timeoutCancelled(timeout, by: task)
    default: return .timedOutWorkEnded(timeout, by: task)
    }
  }
}

// MARK: Errors, workers, inputs

extension EntryDecoder {
  private static func other(_ kind: WireKind, _ fields: inout WireFields) throws(Failure)
    -> Event.Kind
  {
    switch kind {
    case .errorThrown: return .errorThrown(try fields.task(), error: try fields.symbol(.error))
    case .errorCaught: return .errorCaught(try fields.task(), error: try fields.symbol(.error))
    case .workerOccupied: return .workerOccupied(try fields.worker(), by: try fields.task())
    case .workerFreed: return .workerFreed(try fields.worker(), by: try fields.task())
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
