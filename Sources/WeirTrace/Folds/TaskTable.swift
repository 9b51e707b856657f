/// Values by task, in pages: a look-up is two steps into arrays, and a page goes when its last value goes.
struct TaskTable<Value: Sendable>: Sendable {
  private static var pageSize: Int { 256 }

  /// The values of 256 tasks; no slots while none of them has one.
  fileprivate struct Page: Sendable {
    var slots: [Value?] = []
    var count = 0
  }

  private var pages: [Page] = []

  /// All values in the order of their tasks' numbers.
  var values: some Sequence<Value> {
    pages.lazy.flatMap { $0.slots.lazy.compactMap { $0 } }
  }

  subscript(id: TaskID) -> Value? {
    get {
      let (page, slot) = TaskTable.place(of: id)
      guard page < pages.count, pages[page].count > 0 else { return nil }
      return pages[page].slots[slot]
    }
    set {
      let (page, slot) = TaskTable.place(of: id)
      while page >= pages.count { pages.append(Page()) }
      pages[page].store(newValue, at: slot)
    }
  }

  /// Changes a value in place; does nothing where there is none.
  mutating func update(_ id: TaskID, _ change: (inout Value) -> Void) {
    let (page, slot) = TaskTable.place(of: id)
    guard page < pages.count, pages[page].count > 0 else { return }
    pages[page].slots[slot].modify(change)
  }

  private static func place(of id: TaskID) -> (page: Int, slot: Int) {
    let (page, slot) = Int(id.rawValue).quotientAndRemainder(dividingBy: pageSize)
    return (page, slot)
  }
}

extension TaskTable.Page {
  mutating func store(_ value: Value?, at slot: Int) {
    if slots.isEmpty {
      guard value != nil else { return }
      slots = Array(repeating: nil, count: TaskTable.pageSize)
    }
    count += (value == nil ? 0 : 1) - (slots[slot] == nil ? 0 : 1)
    slots[slot] = value
    if count == 0 { slots = [] }
  }
}

extension Optional {
  /// Changes the value, where there is one, without a copy of it.
  fileprivate mutating func modify(_ change: (inout Wrapped) -> Void) {
    guard var value = take() else { return }
    change(&value)
    self = value
  }
}
