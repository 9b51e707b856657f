import WeirAnalysis
import WeirEvents

/// How often things enter and leave the parts of a pattern, all parts of a kind together.
struct FlowRates: Sendable {
  private static let memory = 10.0
  /// A lower rate of calls per second counts as none.
  private static let leastRate = 0.001

  /// The present rate of each kind.
  private var rates = [Rate](repeating: Rate(over: memory), count: FlowKind.allCases.count)
  /// The rate of each kind over the whole run; `nil` if it never happened.
  private var histories = [DepthHistory?](repeating: nil, count: FlowKind.allCases.count)
  /// Calls that may fail, by their first attempt.
  private var calls = Rate(over: memory)
  /// Tasks that gave up waiting for a resource.
  private(set) var unserved = Rate(over: memory)
  /// The role of the children of a gathering; `nil` if there is none.
  private let children: Symbol?
  /// How these children ended.
  private(set) var childrenEnded = OutcomeRates(over: memory)

  /// - Parameter children: The role of the tasks whose ends are counted.
  init(children: Symbol? = nil) {
    self.children = children
  }

  /// Folds an event that the tasks have already folded.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    guard let kind = FlowKind(event.kind) else { return foldOthers(event) }
    count(kind, FlowRates.number(of: event.kind), at: event.instant)
    if kind == .tried { foldAttempt(event) }
    if kind == .ended { foldEnd(event, in: tasks) }
  }

  /// How many attempts a call took lately; 1 if there was no call.
  func attemptsPerCall(at instant: VirtualInstant) -> Double {
    let calls = calls.perSecond(at: instant)
    return calls > FlowRates.leastRate ? max(rate(of: .tried).perSecond(at: instant) / calls, 1) : 1
  }
}

extension FlowRates {
  /// The rate of a kind over time; `nil` if it never happened.
  func history(of kind: FlowKind) -> DepthHistory? { histories[kind.rawValue] }

  /// The present rate of a kind.
  func rate(of kind: FlowKind) -> Rate { rates[kind.rawValue] }

  /// Advances to an instant without further events.
  mutating func advance(to instant: VirtualInstant) {
    for index in histories.indices { histories[index]?.advance(to: instant) }
  }

  /// Passes the dots of all kinds through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    for index in histories.indices { histories[index]?.pass(through: &transfer) }
  }

  private mutating func count(_ kind: FlowKind, _ number: Int, at now: VirtualInstant) {
    rates[kind.rawValue].count(number, at: now)
    if histories[kind.rawValue] == nil { histories[kind.rawValue] = DepthHistory(since: .zero) }
    histories[kind.rawValue]?.count(number, at: now)
  }

  /// A batch counts as all of its items.
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

  /// A count of a queue counts as many events.
  private mutating func foldOthers(_ event: Event) {
    if case .pool(_, .acquireTimedOut) = event.kind { unserved.count(at: event.instant) }
    guard case .queue(_, .counted(let enqueued, let dequeued, _, _, _)) = event.kind else { return }
    if enqueued > 0 { count(.enqueued, Int(enqueued), at: event.instant) }
    if dequeued > 0 { count(.dequeued, Int(dequeued), at: event.instant) }
  }
}
