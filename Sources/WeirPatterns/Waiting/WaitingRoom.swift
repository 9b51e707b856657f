import WeirEvents

/// Those who wait for an answer, first come first served; each may be answered out of turn at any time.
///
/// Whoever is answered before it can be reached finds its answer as it attaches.
struct WaitingRoom<Answer, Waiter> {
  private var line = WaitLine<Void, Waiter>()
  private var early: [UInt64: Answer] = [:]

  var isEmpty: Bool { line.isEmpty }
  var count: Int { line.count }
  /// Who is answered next.
  var first: TaskID? { line.first?.task }

  mutating func enter(_ task: TaskID) -> UInt64 {
    line.join((), by: task)
  }

  /// Makes someone reachable who has entered. The answer is what to tell at once; none is to wait.
  mutating func attach(_ waiter: Waiter, at number: UInt64) -> Answer? {
    line.attach(waiter, at: number) ? nil : early.removeValue(forKey: number)
  }

  /// Answers whoever has waited longest.
  mutating func callFirst(_ answer: Answer) -> WaitCall<Answer, Waiter>? {
    line.popFirst().map { call($0, answer) }
  }

  /// Answers one, if it still waits.
  mutating func call(_ number: UInt64, _ answer: Answer) -> WaitCall<Answer, Waiter>? {
    line.leave(number).map { call($0, answer) }
  }

  /// Answers all, in the order in which they came.
  mutating func callAll(_ answer: Answer) -> [WaitCall<Answer, Waiter>] {
    var calls: [WaitCall<Answer, Waiter>] = []
    while let call = callFirst(answer) { calls.append(call) }
    return calls
  }

  private mutating func call(_ place: WaitLine<Void, Waiter>.Place, _ answer: Answer)
    -> WaitCall<Answer, Waiter>
  {
    if place.waiter == nil { early[place.number] = answer }
    return WaitCall(task: place.task, waiter: place.waiter, answer: answer)
  }
}
