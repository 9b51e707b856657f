import DequeModule
import WeirTrace

extension MicroBatcherStateMachine {
  /// A task brings an item. The answer is none where nothing is taken in any more.
  mutating func submit(_ item: Item, by task: TaskID, at now: Instant) -> (Ticket, Effect)? {
    guard !isClosed else { return nil }
    seated += 1
    seats[seated] = Seat(item: item, task: task)
    line.append(seated)
    return (.submitter(seated), settle(at: now))
  }

  /// A submitter is asked to stop: its item leaves, unless its batch has been flushed; then it waits for the output.
  mutating func withdraw(_ ticket: Ticket, at now: Instant) -> Effect {
    guard case .submitter(let number) = ticket, leave(number) else { return Effect() }
    let call = answer(number, .cancelled)
    var effect = settle(at: now)
    if let call { effect.calls.insert(call, at: 0) }
    return effect
  }

  private mutating func leave(_ number: UInt64) -> Bool {
    if let index = open.firstIndex(of: number) {
      open.remove(at: index)
      due = dueOfFirst
      return true
    }
    guard let index = line.firstIndex(of: number) else { return false }
    line.remove(at: index)
    return true
  }
}
