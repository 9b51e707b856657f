import Testing
import WeirEvents

@testable import WeirPatterns

@Suite struct HeldItemsTests {
  @Test func `a task's earliest item is done first`() {
    var items = HeldItems()
    for number in 1...4 { items.take(ItemID(UInt64(number)), by: TaskID(number == 2 ? 8 : 7)) }
    let done = (1...4).map { _ in items.finishFirst(by: TaskID(7))?.rawValue }
    #expect(done == [1, 3, 4, nil])
    #expect(items.count == 1)
  }

  @Test func `a named item is done before those taken earlier`() {
    var items = HeldItems()
    for number in 1...3 { items.take(ItemID(UInt64(number)), by: TaskID(7)) }
    items.finish(ItemID(2), by: TaskID(7))
    items.finish(ItemID(9), by: TaskID(7))
    items.finish(ItemID(1), by: TaskID(8))
    let done = (1...3).map { _ in items.finishFirst(by: TaskID(7))?.rawValue }
    #expect(done == [1, 3, nil])
  }

  @Test func `an item is unknown if no task or another task took it`() {
    var items = HeldItems()
    items.take(ItemID(1), by: .none)
    items.take(ItemID(2), by: TaskID(2))
    #expect(items.finishFirst(by: .none) == nil)
    #expect(items.finishFirst(by: TaskID(1)) == nil)
    #expect(items.finishFirst(by: TaskID(3)) == nil)
    #expect(items.count == 1)
  }

  @Test func `tasks without items leave nothing behind`() {
    var items = HeldItems()
    for number in 1...100_000 {
      items.take(ItemID(UInt64(number)), by: TaskID(UInt32(number)))
      let done = items.finishFirst(by: TaskID(UInt32(number)))
      #expect(done == ItemID(UInt64(number)))
    }
    #expect(items.holderCount < 100)
    #expect(items.count == 0)
  }

  @Test func `a program that never marks items as done does not fill the memory`() {
    var items = HeldItems()
    for number in 1...100_000 {
      items.take(ItemID(UInt64(number)), by: TaskID(UInt32(1 + number % 70_000)))
    }
    #expect(items.count == HeldItems.limit)
    #expect(items.holderCount <= HeldItems.limit)
  }

  /// Random tasks compared with the simplest model: a list of pairs.
  @Test(arguments: 1..<40)
  func `tracking items agrees with a plain list for any order of tasks`(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func draw(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    var items = HeldItems()
    var model: [(task: TaskID, item: ItemID)] = []
    for step in 1...2_000 {
      let task = TaskID(UInt32(1 + draw(200)))
      switch draw(5) {
      case 0, 1:
        items.take(ItemID(UInt64(step)), by: task)
        model.append((task, ItemID(UInt64(step))))
      case 2 where !model.isEmpty:
        let (task, item) = model.remove(at: draw(model.count))
        items.finish(item, by: task)
      default:
        let index = model.firstIndex { $0.task == task }
        #expect(items.finishFirst(by: task) == index.map { model.remove(at: $0).item })
      }
      #expect(items.count == model.count)
    }
  }
}
