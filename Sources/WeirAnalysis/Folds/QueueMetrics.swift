public import WeirEvents

/// What can be measured about one queue, and about those of its name that were over before it came.
public struct QueueMetrics: Sendable {
  public let id: QueueID
  let name: Label
  /// From being taken in to being taken out, of each item that a task took out.
  public internal(set) var wait = DurationHistogram()
  /// How long a full queue held a producer, of each put that it held and that has ended.
  public internal(set) var blocked = DurationHistogram()

  /// The items that wait in it.
  var line = ItemLine()
  /// Who has which item of it in hands.
  var holders = Roster<TaskID>()
  private let created: VirtualInstant
  private var depth: Int64 = 0
  private var changed: VirtualInstant
  /// The depth, summed over each nanosecond up to the last change.
  private var area: Int128 = 0
  private var closed: VirtualInstant?
  /// How long those before it lived, in nanoseconds.
  private var earlierLives: Int128 = 0

  init(id: QueueID, name: Label, created: VirtualInstant, depth: UInt32) {
    self.id = id
    self.name = name
    self.created = created
    self.changed = created
    self.depth = Int64(depth)
  }

  /// Notes how many items wait from now on.
  @inline(__always)
  mutating func settle(at depth: UInt32, now: VirtualInstant) {
    guard Int64(depth) != self.depth else { return }
    area += Int128(self.depth) * Int128(now.nanoseconds(since: changed))
    self.depth = Int64(depth)
    changed = now
  }

  /// The mean depth over the time from the queue's creation to an instant that is not before the last event, and over
  /// the lives of those before it.
  public func meanDepth(until now: VirtualInstant) -> Double {
    let span = earlierLives + Int128(now.nanoseconds(since: created))
    guard span > 0 else { return Double(depth) }
    let rest = Int128(depth) * Int128(now.nanoseconds(since: changed))
    return Double(area + rest) / Double(span)
  }

  /// Notes who has taken an item.
  mutating func hand(_ item: ItemID, to task: TaskID) {
    guard item != .unknown else { return }
    if let position = holders.position(of: item.rawValue) { holders.remove(at: position) }
    holders.insert(task, for: item.rawValue)
  }

  /// Notes that a task no longer has an item in hands.
  mutating func leave(_ item: ItemID, by task: TaskID) {
    guard let position = holders.position(of: item.rawValue), holders[position] == task else {
      return
    }
    holders.remove(at: position)
  }

  /// Notes that it takes nothing more in.
  mutating func close(at now: VirtualInstant) {
    if closed == nil { closed = now }
  }

  /// Notes that it was not closed for good.
  mutating func reopen() {
    closed = nil
  }
}

extension QueueMetrics: Generation {
  var number: UInt32 { id.rawValue }

  mutating func goOn(from earlier: QueueMetrics, at now: VirtualInstant) {
    let end = earlier.closed.map { max($0, earlier.changed) } ?? now
    let rest = Int128(earlier.depth) * Int128(end.nanoseconds(since: earlier.changed))
    area += earlier.area + rest
    earlierLives += earlier.earlierLives + Int128(end.nanoseconds(since: earlier.created))
    wait.add(earlier.wait)
    blocked.add(earlier.blocked)
  }
}
