import Testing
import WeirEvents

@testable import WeirPatterns

/// The transition table of the queue: each line is a stimulus and its answer.
@Suite struct BoundedQueueStateMachineTests {
  typealias Machine = BoundedQueueStateMachine<String, Int>

  private let producer = TaskID(1)
  private let consumer = TaskID(2)

  /// The answer as text.
  private func text(_ action: Machine.PutAction) -> String {
    switch action {
    case .enqueued(let item, let depth): "enqueued \(item.rawValue), depth \(depth)"
    case .handed(let item, let to): "handed \(item.rawValue) to \(to.task.rawValue)"
    case .displaced(let old, let new, let depth):
      "\(new.rawValue) displaced \(old.id.rawValue), depth \(depth)"
    case .dropped(let item, _): "dropped \(item.rawValue)"
    case .refused(let item, _): "refused \(item.rawValue)"
    case .closed: "closed"
    case .suspend: "suspend"
    }
  }

  private func text(_ action: Machine.GetAction) -> String {
    switch action {
    case .dequeued(let item, let depth, let admitted):
      "got \(item.element), depth \(depth)"
        + (admitted.map { ", admitted \($0.item.rawValue), depth \($0.depth)" } ?? "")
    case .handed(let item, let from): "got \(item.element) from \(from.task.rawValue)"
    case .closed: "closed"
    case .suspend: "suspend"
    }
  }

  @Test func `a queue with free places accepts items, and delivers them in order`() {
    var machine = Machine(capacity: 2, overflow: .block)
    #expect(text(machine.put("a", by: producer)) == "enqueued 1, depth 1")
    #expect(text(machine.put("b", by: producer)) == "enqueued 2, depth 2")
    #expect(text(machine.get(by: consumer)) == "got a, depth 1")
    #expect(text(machine.get(by: consumer)) == "got b, depth 0")
    #expect(text(machine.get(by: consumer)) == "suspend")
  }

  @Test func `an item goes straight to a waiting consumer, and takes no place`() {
    var machine = Machine(capacity: 1, overflow: .block)
    _ = machine.get(by: consumer)
    #expect(text(machine.put("a", by: producer)) == "handed 1 to 2")
    #expect(machine.depth == 0)
  }

  @Test(
    arguments: zip(
      OverflowPolicy.allCases, ["suspend", "dropped 2", "2 displaced 1, depth 1", "refused 2"]))
  func `a full queue follows its overflow policy`(policy: OverflowPolicy, expected: String) {
    var machine = Machine(capacity: 1, overflow: policy)
    _ = machine.put("a", by: producer)
    #expect(text(machine.put("b", by: producer)) == expected)
  }

  @Test func `a waiting producer is admitted when a place becomes free`() {
    var machine = Machine(capacity: 1, overflow: .block)
    _ = machine.put("a", by: producer)
    _ = machine.put("b", by: producer)
    #expect(text(machine.get(by: consumer)) == "got a, depth 0, admitted 2, depth 1")
    #expect(text(machine.get(by: consumer)) == "got b, depth 0")
  }

  @Test func `a queue of capacity zero hands items from producer to consumer`() {
    var machine = Machine(capacity: 0, overflow: .block)
    #expect(text(machine.put("a", by: producer)) == "suspend")
    #expect(text(machine.get(by: consumer)) == "got a from 1")
    #expect(machine.unfinished == 1)
  }

  @Test func `a queue of capacity zero that drops the oldest drops the new item`() {
    var machine = Machine(capacity: 0, overflow: .dropOldest)
    #expect(text(machine.put("a", by: producer)) == "dropped 1")
  }

  @Test func `a producer that is cancelled while it waits keeps its item`() throws {
    var machine = Machine(capacity: 1, overflow: .block)
    _ = machine.put("a", by: producer)
    guard case .suspend(let ticket) = machine.put("b", by: producer) else { Issue.record(); return }
    #expect(machine.attach(7, to: ticket) == nil)
    #expect(machine.cancel(ticket)?.wakeup.waiter == 7)
    #expect(text(machine.get(by: consumer)) == "got a, depth 0")
    #expect(text(machine.get(by: consumer)) == "suspend")
  }

  @Test func `a consumer that has been served can't be cancelled any more`() {
    var machine = Machine(capacity: 1, overflow: .block)
    guard case .suspend(let ticket) = machine.get(by: consumer) else { Issue.record(); return }
    _ = machine.attach(7, to: ticket)
    _ = machine.put("a", by: producer)
    #expect(machine.cancel(ticket) == nil)
  }

  @Test func `a consumer that is served before it has attached finds its item`() {
    var machine = Machine(capacity: 1, overflow: .block)
    guard case .suspend(let ticket) = machine.get(by: consumer) else { Issue.record(); return }
    _ = machine.put("a", by: producer)
    guard case .received(let item) = machine.attach(7, to: ticket) else { Issue.record(); return }
    #expect(item.element == "a")
  }

  @Test func `join waits until all items but dropped ones are done`() {
    var machine = Machine(capacity: 1, overflow: .dropOldest)
    _ = machine.put("a", by: producer)
    _ = machine.put("b", by: producer)
    guard case .suspend = machine.join(by: producer) else { Issue.record(); return }
    _ = machine.get(by: consumer)
    #expect(machine.taskDone(by: consumer).joiners.count == 1)
    guard case .done = machine.join(by: producer) else { Issue.record(); return }
  }

  @Test func `closing a queue answers waiting tasks, and keeps its items`() {
    var machine = Machine(capacity: 1, overflow: .block)
    _ = machine.put("a", by: producer)
    _ = machine.put("b", by: producer)
    let action = machine.close()
    #expect(action.refused.map(\.item.id) == [ItemID(2)])
    #expect(text(machine.put("c", by: producer)) == "closed")
    #expect(text(machine.get(by: consumer)) == "got a, depth 0")
    #expect(text(machine.get(by: consumer)) == "closed")
  }

  @Test func `a larger capacity admits waiting producers, and a smaller one drops nothing`() {
    var machine = Machine(capacity: 1, overflow: .block)
    for name in ["a", "b", "c"] { _ = machine.put(name, by: producer) }
    #expect(machine.reconfigure(capacity: 3, overflow: .block).map(\.depth) == [2, 3])
    #expect(machine.reconfigure(capacity: 1, overflow: .block).isEmpty)
    #expect(machine.depth == 3)
    #expect(text(machine.put("d", by: producer)) == "suspend")
    #expect(text(machine.get(by: consumer)) == "got a, depth 2")
  }

  @Test func `producers that leave the line don't disturb the order of the others`() {
    var machine = Machine(capacity: 0, overflow: .block)
    var tickets: [Machine.Ticket] = []
    for number in 1...4 {
      if case .suspend(let ticket) = machine.put("\(number)", by: TaskID(UInt32(number))) {
        tickets.append(ticket)
      }
    }
    _ = machine.cancel(tickets[1])
    _ = machine.cancel(tickets[0])
    #expect(text(machine.get(by: consumer)) == "got 3 from 3")
    #expect(text(machine.get(by: consumer)) == "got 4 from 4")
    #expect(text(machine.get(by: consumer)) == "suspend")
  }

  @Test func `every way to take an item records its task, and its earliest item is done first`() {
    var machine = Machine(capacity: 1, overflow: .block)
    _ = machine.get(by: consumer)
    _ = machine.put("handed to a consumer", by: producer)
    _ = machine.put("from the queue", by: producer)
    _ = machine.get(by: consumer)
    _ = machine.reconfigure(capacity: 0, overflow: .block)
    _ = machine.put("handed by a producer", by: producer)
    _ = machine.get(by: consumer)
    #expect(machine.taskDone(by: producer).item == nil)
    #expect(machine.taskDone(ItemID(2), by: consumer).item == ItemID(2))
    #expect(machine.taskDone(by: consumer).item == ItemID(1))
    #expect(machine.heldItems?.count == 1)
  }

  @Test func `without a reporter a queue does not track which task has which item`() {
    var machine = Machine(capacity: nil, overflow: .block, tracksItems: false)
    _ = machine.put("a", by: producer)
    _ = machine.get(by: consumer)
    #expect(machine.heldItems == nil)
    #expect(machine.taskDone(by: consumer).item == nil)
  }
}
