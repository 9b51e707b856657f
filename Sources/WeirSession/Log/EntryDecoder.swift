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
    case .poolCreated, .poolReconfigured, .resourceAcquired, .resourceReleased, .resourceLeaked,
      .acquireTimedOut, .connectionOpened, .connectionClosed, .poolClosed:
      try pool(kind, &fields)
    case .batcherCreated, .batcherReconfigured, .batchOpened, .itemBatched, .itemWithdrawn,
      .batchFlushed, .batchEnded:
      try batch(kind, &fields)
    case .requestStarted, .requestEnded, .attemptStarted, .retryScheduled, .retriesExhausted,
      .errorThrown, .errorCaught, .errorUnobserved, .shutdownPhaseBegan:
      try work(kind, &fields)
    case .workerCreated, .workerOccupied, .workerFreed: try worker(kind, &fields)
    default: try input(kind, &fields)
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
    case .poolAcquire: return .poolAcquire(try fields.pool())
    case .batch: return .batch(try fields.batcher())
    case .children: return .children
    case .offload: return .offload
    case nil: throw Failure(problem: "its 'why' can't be '\(why)'", isUnknownWord: true)
    }
  }

  private static func callSite(_ fields: inout WireFields) throws(Failure) -> CallSite {
    guard let file = fields.optional(.file)?.scalarText else { return .unknown }
    return CallSite(file: Symbol(file), line: try fields.number(.line))
  }
}
