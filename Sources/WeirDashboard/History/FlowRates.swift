import WeirAnalysis
import WeirEvents

/// How often things go into the parts of a pattern and come out of them, all parts of a kind together.
struct FlowRates: Sendable {
  private static let memory = 10.0

  /// How often each kind of thing happens now.
  private var rates = [Rate](repeating: Rate(over: memory), count: FlowKind.allCases.count)
  /// How often over the whole run, for those that happened at all.
  private var histories = [DepthHistory?](repeating: nil, count: FlowKind.allCases.count)
  /// Calls that may fail, by their first attempt.
  private var calls = Rate(over: memory)
  /// Tasks that gave up waiting for a resource.
  private(set) var unserved = Rate(over: memory)
  /// How the workers of a gathering ended.
  private(set) var workersEnded = OutcomeRates(over: memory)

  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    let now = event.instant
    if let kind = FlowKind(event.kind) { note(kind, event, at: now) }
    switch event.kind {
    case .request(_, .attemptStarted(1)): calls.count(at: now)
    case .pool(_, .acquireTimedOut): unserved.count(at: now)
    case .task(let task, .finished(let outcome, _)) where tasks[task]?.role == .worker:
      workersEnded.count(outcome, at: now)
    default: break
    }
  }

  /// How many attempts a call took lately; one where there was none.
  func attemptsPerCall(at instant: VirtualInstant) -> Double {
    let calls = calls.perSecond(at: instant)
    return calls > 0.001 ? max(rate(of: .tried).perSecond(at: instant) / calls, 1) : 1
  }
}

extension FlowRates {
  /// How often a kind of thing happened over time; nothing for what never happened.
  func history(of kind: FlowKind) -> DepthHistory? { histories[kind.rawValue] }

  /// How often it happens now.
  func rate(of kind: FlowKind) -> Rate { rates[kind.rawValue] }

  /// Goes on to an instant at which nothing more has happened.
  mutating func advance(to instant: VirtualInstant) {
    for index in histories.indices { histories[index]?.advance(to: instant) }
  }

  private mutating func note(_ kind: FlowKind, _ event: Event, at now: VirtualInstant) {
    var number = 1
    if case .batch(_, .ended(_, let size)) = event.kind { number = Int(size) }
    rates[kind.rawValue].count(number, at: now)
    if histories[kind.rawValue] == nil { histories[kind.rawValue] = DepthHistory(since: .zero) }
    histories[kind.rawValue]?.count(number, at: now)
  }
}

extension FlowKind {
  /// The kind of thing that an event tells of, if it does.
  fileprivate init?(_ event: Event.Kind) {
    switch event {
    case .queue(_, .enqueued): self = .enqueued
    case .queue(_, .dequeued): self = .dequeued
    case .pool(_, .acquired): self = .acquired
    case .pool(_, .released): self = .released
    case .batch(_, .itemAdded): self = .batched
    case .batch(_, .ended): self = .written
    case .request(_, .started): self = .asked
    case .request(_, .ended): self = .answered
    case .request(_, .attemptStarted): self = .tried
    case .request(_, .retriesExhausted): self = .exhausted
    case .timeout(_, .fired): self = .fired
    case .queue(_, .dropped): self = .dropped
    case .task(_, .finished): self = .ended
    default: return nil
    }
  }
}
