import WeirEvents
import DequeModule

/// The items of one queue that are waiting, or that a task holds.
///
/// Taking any item costs constant time: queues may serve the last first, or by priority. Items that
/// a log does not identify are taken in the order in which they came.
struct ItemLine: Sendable {
  /// When an item was offered and enqueued.
  struct Entry: Sendable {
    /// When its producer offered it.
    let offered: VirtualInstant
    /// When the queue accepted it.
    let enqueued: VirtualInstant
  }

  private struct Item: Sendable {
    let entry: Entry
    /// The task that has taken it; `.none` while it waits.
    var holder = TaskID.none
    var isPresent = true
  }

  /// Items with consecutive numbers, as a queue assigns them, starting at `firstNumber`; some may
  /// have left.
  private var run: Deque<Item> = []
  private var firstNumber: UInt64 = 1
  private var presentInRun = 0
  /// Items with other numbers.
  private var others = Roster<Item>()
  private var unknown: Deque<Entry> = []

  /// How many items are waiting or held.
  var count: Int { presentInRun + others.count + unknown.count }

  /// How many slots are used, for tests.
  var room: Int { run.count + others.count + unknown.count }

  /// Passes the items through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    transfer.pass(&run)
    others.pass(through: &transfer)
    transfer.pass(&unknown)
  }

  /// Adds an item; an earlier one with the same number is removed.
  mutating func append(_ item: ItemID, _ entry: Entry) {
    guard item != .unknown else { return unknown.append(entry) }
    if run.isEmpty { firstNumber = item.rawValue }
    if item.rawValue &- firstNumber == UInt64(run.count), others.count == 0 {
      run.append(Item(entry: entry))
      presentInRun += 1
    } else {
      appendOutOfTurn(item, entry)
    }
  }

  private mutating func appendOutOfTurn(_ item: ItemID, _ entry: Entry) {
    remove(item)
    others.insert(Item(entry: entry), for: item.rawValue)
  }

  /// Takes an item for a task, or for `.none` if the taker is unknown; `nil` if the item is not
  /// waiting.
  mutating func take(_ item: ItemID, by task: TaskID) -> Entry? {
    guard item != .unknown else { return unknown.popFirst() }
    if let index = index(of: item) {
      guard run[index].holder == .none else { return nil }
      let entry = run[index].entry
      if task == .none { removeFromRun(at: index) } else { run[index].holder = task }
      return entry
    }
    guard let position = others.position(of: item.rawValue), others[position].holder == .none
    else { return nil }
    if task == .none { others.remove(at: position) } else { others[position].holder = task }
    return others[position].entry
  }

  /// The task that holds an item; `nil` if none is known.
  @inline(__always)
  func holder(of item: ItemID) -> TaskID? {
    let holder =
      index(of: item).map { run[$0].holder } ?? others.value(of: item.rawValue)?.holder ?? .none
    return holder == .none ? nil : holder
  }

  /// Removes an item that a task no longer holds.
  mutating func leave(_ item: ItemID, by task: TaskID) {
    guard task != .none else { return }
    if let index = index(of: item) {
      if run[index].holder == task { removeFromRun(at: index) }
    } else if let position = others.position(of: item.rawValue), others[position].holder == task {
      others.remove(at: position)
    }
  }

  /// Forgets the items that wait.
  mutating func forgetWaiting() {
    unknown = []
    for index in run.indices where run[index].isPresent && run[index].holder == .none {
      run[index].isPresent = false
      presentInRun -= 1
    }
    trimRun()
    others.removeAll { $1.holder == .none }
  }
}

extension ItemLine {
  @inline(__always)
  private func index(of item: ItemID) -> Int? {
    let index = item.rawValue &- firstNumber
    guard index < UInt64(run.count), run[Int(index)].isPresent else { return nil }
    return Int(index)
  }

  private mutating func remove(_ item: ItemID) {
    if let index = index(of: item) {
      removeFromRun(at: index)
    } else if let position = others.position(of: item.rawValue) {
      others.remove(at: position)
    }
  }

  @inline(__always)
  private mutating func removeFromRun(at index: Int) {
    run[index].isPresent = false
    presentInRun -= 1
    trimRun()
  }

  /// Removes items at the head that have left. If most of those behind the head have left too,
  /// moves the rest, so that one that stays does not keep all their slots.
  private mutating func trimRun() {
    while let first = run.first, !first.isPresent {
      run.removeFirst()
      firstNumber &+= 1
    }
    guard run.count > 4 * presentInRun + 64 else { return }
    for index in run.indices where run[index].isPresent {
      others.insert(run[index], for: firstNumber &+ UInt64(index))
    }
    run = []
    presentInRun = 0
  }
}
