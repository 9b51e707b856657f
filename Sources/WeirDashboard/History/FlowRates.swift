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
  /// The role of the children of a gathering, if there is one.
  private let children: Symbol?
  /// How these children ended.
  private(set) var childrenEnded = OutcomeRates(over: memory)

  /// - Parameter children: the role of those whose ends are counted.
  init(children: Symbol? = nil) {
    self.children = children
  }

  /// Takes in one event, which the tasks have taken in before.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    guard let kind = FlowKind(event.kind) else { return foldOthers(event) }
    count(kind, FlowRates.number(of: event.kind), at: event.instant)
    if kind == .tried { foldAttempt(event) }
    if kind == .ended { foldEnd(event, in: tasks) }
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

  private mutating func count(_ kind: FlowKind, _ number: Int, at now: VirtualInstant) {
    rates[kind.rawValue].count(number, at: now)
    if histories[kind.rawValue] == nil { histories[kind.rawValue] = DepthHistory(since: .zero) }
    histories[kind.rawValue]?.count(number, at: now)
  }

  /// A batch stands for all of its items.
  private static func number(of kind: Event.Kind) -> Int {
    if case .batch(_, .ended(_, let size)) = kind { Int(size) } else { 1 }
  }

  private mutating func foldAttempt(_ event: Event) {
    if case .request(_, .attemptStarted(1)) = event.kind { calls.count(at: event.instant) }
  }

  private mutating func foldEnd(_ event: Event, in tasks: TaskLedger) {
    guard case .task(let task, .finished(let outcome, _)) = event.kind,
      let children, tasks[task]?.role == children
    else { return }
    childrenEnded.count(outcome, at: event.instant)
  }

  /// A count stands for many events of a queue.
  private mutating func foldOthers(_ event: Event) {
    if case .pool(_, .acquireTimedOut) = event.kind { unserved.count(at: event.instant) }
    guard case .queue(_, .counted(let enqueued, let dequeued, _, _, _)) = event.kind else { return }
    if enqueued > 0 { count(.enqueued, Int(enqueued), at: event.instant) }
    if dequeued > 0 { count(.dequeued, Int(dequeued), at: event.instant) }
  }
}
