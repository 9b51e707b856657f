import WeirEvents
import DequeModule

/// The items of one queue that wait, or that a task holds.
///
/// Constant time whichever of them is taken: queues may serve the last first, or by priority. Those
/// of which a log does not say which they are are taken in the order in which they came.
struct ItemLine: Sendable {
  /// When an item came.
  struct Entry: Sendable {
    /// When its producer came with it.
    let offered: VirtualInstant
    /// When the queue took it in.
    let enqueued: VirtualInstant
  }

  private struct Item: Sendable {
    let entry: Entry
    /// Who has taken it; none while it waits.
    var holder = TaskID.none
    var isPresent = true
  }

  /// Items whose numbers ascend by one, as a queue gives them out, from `firstNumber` on; some may
  /// have left.
  private var run: Deque<Item> = []
  private var firstNumber: UInt64 = 1
  private var presentInRun = 0
  /// Items with other numbers.
  private var others = Roster<Item>()
  private var unknown: Deque<Entry> = []

  /// How many wait or are held.
  var count: Int { presentInRun + others.count + unknown.count }

  /// How many places are taken up, for tests.
  var room: Int { run.count + others.count + unknown.count }

  /// Adds an item; one of a number that is there already leaves.
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

  /// A task, or nobody that is known, takes an item; nil if it does not wait.
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

  /// Which task holds an item; nil if none is known to.
  func holder(of item: ItemID) -> TaskID? {
    let holder =
      index(of: item).map { run[$0].holder } ?? others.value(of: item.rawValue)?.holder ?? .none
    return holder == .none ? nil : holder
  }

  /// A task no longer holds an item.
  mutating func leave(_ item: ItemID, by task: TaskID) {
    if holder(of: item) == task { remove(item) }
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

  /// Lets go of those at its head that have left; where most of those behind it have, one that stays
  /// does not keep their places.
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
