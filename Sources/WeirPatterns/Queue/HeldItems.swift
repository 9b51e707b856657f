import DequeModule
public import WeirEvents

/// The items that tasks have dequeued and not marked as done, so that a report of `taskDone()` can
/// name its item.
///
/// Unless it names the item, a task marks its items as done in the order in which it took them. The
/// item is unknown if another task took it, or code outside of any task.
///
/// At most 65,536 items are kept, so that a program that never marks anything as done does not fill
/// the memory: items beyond that are unknown.
///
/// - Complexity: Amortised O(log n) in the number of tasks that have items; constant for one item
///   of each task.
@usableFromInline
struct HeldItems {
  /// The tasks in the order of their numbers: a new one is nearly always the last.
  private var holders: ContiguousArray<TaskID> = []
  /// The item that each of them took first; unknown if it has none at present. Such tasks stay,
  /// since most take another item soon.
  private var firsts: ContiguousArray<ItemID> = []
  /// The items that tasks took after their first, in order.
  private var others: [TaskID: Deque<ItemID>] = [:]
  /// The number of tasks without an item at present.
  private var idle = 0
  /// The number of items kept.
  private(set) var count = 0

  static let limit = 65_536

  @usableFromInline
  init() {}

  /// The number of entries, for tests.
  var holderCount: Int { holders.count }

  @usableFromInline
  mutating func take(_ item: ItemID, by task: TaskID) {
    guard task != .none, count < HeldItems.limit else { return }
    count += 1
    let place = place(of: task)
    guard place < holders.count, holders[place] == task else {
      holders.insert(task, at: place)
      firsts.insert(item, at: place)
      return
    }
    if firsts[place] == .unknown {
      firsts[place] = item
      idle -= 1
    } else {
      others[task, default: []].append(item)
    }
  }

  /// A task marks the item that it took earliest as done. Returns `nil` if that is unknown.
  @usableFromInline
  mutating func finishFirst(by task: TaskID) -> ItemID? {
    let place = place(of: task)
    guard place < holders.count, holders[place] == task else { return nil }
    let item = firsts[place]
    guard item != .unknown else { return nil }
    removeFirst(at: place)
    return item
  }

  /// A task marks one item as done.
  @usableFromInline
  mutating func finish(_ item: ItemID, by task: TaskID) {
    let place = place(of: task)
    guard place < holders.count, holders[place] == task else { return }
    if firsts[place] == item {
      removeFirst(at: place)
    } else if let other = others[task]?.firstIndex(of: item) {
      others[task]?.remove(at: other)
      count -= 1
    }
  }

  private mutating func removeFirst(at place: Int) {
    count -= 1
    firsts[place] = others.isEmpty ? .unknown : nextItem(of: holders[place])
    guard firsts[place] == .unknown else { return }
    idle += 1
    if idle > holders.count / 2 + 32 { forgetIdle() }
  }

  private mutating func nextItem(of task: TaskID) -> ItemID {
    let next = others[task]?.popFirst() ?? .unknown
    if others[task]?.isEmpty == true { others[task] = nil }
    return next
  }

  private mutating func forgetIdle() {
    let busy = holders.indices.filter { firsts[$0] != .unknown }
    (holders, firsts) = (.init(busy.map { holders[$0] }), .init(busy.map { firsts[$0] }))
    idle = 0
  }

  /// The index of a task, or the index at which it belongs: a binary search.
  private func place(of task: TaskID) -> Int {
    guard let last = holders.last, last >= task else { return holders.count }
    var (low, high) = (0, holders.count)
    while low < high {
      let middle = (low + high) / 2
      if holders[middle] < task { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
