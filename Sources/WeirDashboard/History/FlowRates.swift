import WeirTrace

/// How often things go into the parts of a pattern and come out of them, all parts of a kind together.
struct FlowRates: Sendable {
  private static let memory = 10.0

  /// Items that queues took in, and that tasks took out of them.
  private(set) var enqueued = Rate(over: memory)
  private(set) var dequeued = Rate(over: memory)
  /// Resources that tasks came to hold, and gave back.
  private(set) var acquired = Rate(over: memory)
  private(set) var released = Rate(over: memory)
  /// Items that went into batches, and batches that were flushed.
  private(set) var batched = Rate(over: memory)
  private(set) var flushed = Rate(over: memory)
  /// Requests that began, and that were answered or given up.
  private(set) var asked = Rate(over: memory)
  private(set) var answered = Rate(over: memory)
  /// Items in batches that have been dealt with.
  private(set) var written = Rate(over: memory)
  /// Calls that may fail, all their attempts, and those that were given up.
  private(set) var calls = Rate(over: memory)
  private(set) var attempts = Rate(over: memory)
  private(set) var exhausted = Rate(over: memory)
  /// Tasks that gave up waiting for a resource, and deadlines that passed.
  private(set) var unserved = Rate(over: memory)
  private(set) var fired = Rate(over: memory)
  /// Items that queues gave up.
  private(set) var dropped = Rate(over: memory)
  /// How the workers of a gathering ended.
  private(set) var workersEnded = OutcomeRates(over: memory)

  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    let now = event.instant
    switch event.kind {
    case .itemEnqueued: enqueued.count(at: now)
    case .itemDequeued: dequeued.count(at: now)
    case .resourceAcquired: acquired.count(at: now)
    case .resourceReleased: released.count(at: now)
    case .itemBatched: batched.count(at: now)
    case .batchFlushed: flushed.count(at: now)
    case .requestStarted: asked.count(at: now)
    case .requestEnded: answered.count(at: now)
    default: foldFates(event, in: tasks)
    }
  }

  private mutating func foldFates(_ event: Event, in tasks: TaskLedger) {
    let now = event.instant
    switch event.kind {
    case .batchEnded(_, _, let size): written.count(Int(size), at: now)
    case .attemptStarted(_, let number):
      attempts.count(at: now)
      if number == 1 { calls.count(at: now) }
    case .retriesExhausted: exhausted.count(at: now)
    case .acquireTimedOut: unserved.count(at: now)
    case .timeoutFired: fired.count(at: now)
    case .itemDropped: dropped.count(at: now)
    case .taskFinished(let task, let outcome, _) where tasks[task]?.role == .worker:
      workersEnded.count(outcome, at: now)
    default: break
    }
  }

  /// How many attempts a call took lately; one where there was none.
  func attemptsPerCall(at instant: VirtualInstant) -> Double {
    let calls = calls.perSecond(at: instant)
    return calls > 0.001 ? max(attempts.perSecond(at: instant) / calls, 1) : 1
  }
}
