import DequeModule
import WeirEvents

extension MicroBatcherStateMachine {
  /// The limits have changed: an open batch keeps its first item's instant, and waits by the new linger.
  mutating func reconfigure(_ new: BatcherConfiguration, at now: Instant) -> Effect {
    configuration = new
    due = dueOfFirst
    var effect = settle(at: now)
    effect.calls += loops.callAll(.done)
    return effect
  }

  /// Nothing more is taken in; what is in is dealt with without lingering.
  mutating func close(at now: Instant) -> Effect {
    isClosed = true
    var effect = settle(at: now)
    effect.calls += loops.callAll(.done)
    return effect
  }

  /// The loop has been stopped: nobody deals any more with what is not in process. Whoever waits for it is told so.
  mutating func abandon(at now: Instant) -> [Call] {
    isClosed = true
    let waiting = open + line + flushed.flatMap(\.numbers)
    inProcess -= flushed.count
    (open, line, flushed, due) = ([], [], [], nil)
    return waiting.compactMap { answer($0, .closed) } + settle(at: now).calls
  }

  /// A task waits until everything has been dealt with; none is: it has.
  mutating func drain(by task: TaskID) -> Ticket? {
    isOver ? nil : .drainer(drainers.enter(task))
  }
}
