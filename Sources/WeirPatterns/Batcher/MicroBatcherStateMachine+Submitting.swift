import DequeModule
import WeirEvents

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
    guard case .submitter(let number) = ticket, let steps = leave(number) else { return Effect() }
    let call = answer(number, .cancelled)
    var effect = settle(at: now)
    effect.steps.insert(contentsOf: steps, at: 0)
    if let call { effect.calls.insert(call, at: 0) }
    return effect
  }

  /// The answer is none where the item can't leave any more; nothing is to be reported of one in the line.
  private mutating func leave(_ number: UInt64) -> [Step]? {
    if let index = open.firstIndex(of: number), let seat = seats[number] {
      open.remove(at: index)
      due = dueOfFirst
      return [.withdrawn(by: seat.task, size: open.count)]
    }
    guard let index = line.firstIndex(of: number) else { return nil }
    line.remove(at: index)
    return []
  }
}
