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

  /// How often each kind of thing happened, over the whole run, for those that happened at all.
  private var histories = [DepthHistory?](repeating: nil, count: FlowKind.allCases.count)
  private var ended = Rate(over: memory)

  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    let now = event.instant
    if let kind = FlowKind(event.kind) { note(kind, event, at: now) }
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

extension FlowRates {
  /// How often a kind of thing happened over time; nothing for what never happened.
  func history(of kind: FlowKind) -> DepthHistory? { histories[kind.rawValue] }

  /// How often it happens now.
  func rate(of kind: FlowKind) -> Rate {
    switch kind {
    case .enqueued: enqueued
    case .dequeued: dequeued
    case .acquired: acquired
    case .released: released
    case .batched: batched
    case .written: written
    case .asked: asked
    case .answered: answered
    case .ended: ended
    case .tried: attempts
    case .exhausted: exhausted
    case .fired: fired
    case .dropped: dropped
    }
  }

  /// Goes on to an instant at which nothing more has happened.
  mutating func advance(to instant: VirtualInstant) {
    for index in histories.indices { histories[index]?.advance(to: instant) }
  }

  private mutating func note(_ kind: FlowKind, _ event: Event, at now: VirtualInstant) {
    if kind == .ended { ended.count(at: now) }
    var number = 1
    if case .batchEnded(_, _, let size) = event.kind { number = Int(size) }
    if histories[kind.rawValue] == nil { histories[kind.rawValue] = DepthHistory(since: .zero) }
    histories[kind.rawValue]?.count(number, at: now)
  }
}

extension FlowKind {
  /// The kind of thing that an event tells of, if it does.
  fileprivate init?(_ event: Event.Kind) {
    switch event {
    case .itemEnqueued: self = .enqueued
    case .itemDequeued: self = .dequeued
    case .resourceAcquired: self = .acquired
    case .resourceReleased: self = .released
    case .itemBatched: self = .batched
    case .batchEnded: self = .written
    case .requestStarted: self = .asked
    case .requestEnded: self = .answered
    case .attemptStarted: self = .tried
    case .retriesExhausted: self = .exhausted
    case .timeoutFired: self = .fired
    case .itemDropped: self = .dropped
    case .taskFinished: self = .ended
    default: return nil
    }
  }
}
