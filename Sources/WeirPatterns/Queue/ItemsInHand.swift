import DequeModule
public import WeirEvents

/// The items that tasks have taken out of a queue and not called done, so that a report of
/// `taskDone()` can name its item.
///
/// A task calls its items done in the order in which it took them, unless it says which one it
/// means. The item is unknown if a task calls done what another one took, or if code outside of any
/// task took it.
///
/// Taking and calling done take time logarithmic in the number of tasks that have items, amortised,
/// and constant time for one item of each task. At most 65,536 items are kept, lest a program that
/// never calls anything done fills the memory: items beyond that are unknown.
@usableFromInline
struct ItemsInHand {
  private struct Holder {
    let task: TaskID
    /// Nil if the task has none at present.
    var first: ItemID?
    /// What it took after that, in order.
    var others: Deque<ItemID> = []
  }

  /// In the order of the tasks' numbers: a task that comes for the first time is nearly always the
  /// last.
  private var holders: ContiguousArray<Holder> = []
  /// How many of them have no item at present; they stay, since most take another one soon.
  private var idle = 0
  /// How many items are kept.
  private(set) var count = 0

  static let limit = 65_536

  @usableFromInline
  init() {}

  /// How much room is taken, for tests.
  var holderCount: Int { holders.count }

  @usableFromInline
  mutating func take(_ item: ItemID, by task: TaskID) {
    guard task != .none, count < ItemsInHand.limit else { return }
    count += 1
    let index = index(of: task)
    guard index < holders.count, holders[index].task == task else {
      return holders.insert(Holder(task: task, first: item), at: index)
    }
    if holders[index].first == nil {
      holders[index].first = item
      idle -= 1
    } else {
      holders[index].others.append(item)
    }
  }

  /// A task calls done what it took earliest. Returns nil if that is unknown.
  @usableFromInline
  mutating func finishFirst(by task: TaskID) -> ItemID? {
    let index = index(of: task)
    guard index < holders.count, holders[index].task == task, let item = holders[index].first
    else { return nil }
    removeFirst(at: index)
    return item
  }

  /// A task calls one item done.
  @usableFromInline
  mutating func finish(_ item: ItemID, by task: TaskID) {
    let index = index(of: task)
    guard index < holders.count, holders[index].task == task else { return }
    if holders[index].first == item {
      removeFirst(at: index)
    } else if let other = holders[index].others.firstIndex(of: item) {
      holders[index].others.remove(at: other)
      count -= 1
    }
  }

  private mutating func removeFirst(at index: Int) {
    count -= 1
    holders[index].first = holders[index].others.popFirst()
    guard holders[index].first == nil else { return }
    idle += 1
    guard idle > holders.count / 2 + 32 else { return }
    holders.removeAll { $0.first == nil }
    idle = 0
  }

  /// The index of a task, or that at which it belongs: a binary search.
  private func index(of task: TaskID) -> Int {
    guard let last = holders.last, last.task >= task else { return holders.count }
    var (low, high) = (0, holders.count)
    while low < high {
      let middle = (low + high) / 2
      if holders[middle].task < task { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
