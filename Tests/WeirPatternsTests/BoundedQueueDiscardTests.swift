import Testing
import WeirEvents

@testable import WeirPatterns

@Suite struct BoundedQueueDiscardTests {
  private typealias Machine = BoundedQueueStateMachine<String, Int>

  private let task = TaskID(1)

  @Test func `discarding drops waiting items, and ends a join that waited for them`() {
    var machine = Machine(capacity: 2, overflow: .block)
    _ = machine.put("a", by: task)
    _ = machine.put("b", by: task)
    _ = machine.join(by: task)
    let action = machine.discard()
    #expect(action.items.map(\.element) == ["a", "b"])
    #expect(action.joiners.count == 1)
    #expect(machine.unfinished == 0)
  }

  @Test func `discarding leaves items that a task has taken`() {
    var machine = Machine(capacity: 2, overflow: .block)
    _ = machine.put("a", by: task)
    _ = machine.put("b", by: task)
    _ = machine.get(by: task)
    _ = machine.join(by: task)
    let action = machine.discard()
    #expect(action.items.map(\.element) == ["b"])
    #expect(action.joiners.isEmpty)
    #expect(machine.taskDone(by: task).joiners.count == 1)
  }

  @Test func `discarding admits producers that waited for a place`() {
    var machine = Machine(capacity: 1, overflow: .block)
    for name in ["a", "b", "c"] { _ = machine.put(name, by: task) }
    #expect(machine.discard().admissions.map(\.item) == [ItemID(2)])
    #expect(machine.depth == 1)
  }
}
