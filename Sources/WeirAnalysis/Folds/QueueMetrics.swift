public import WeirEvents

/// What can be measured about one queue, and about those of its name that were over before it came.
public struct QueueMetrics: Sendable {
  public let id: QueueID
  let name: Label
  /// From being taken in to being taken out, of each item that a task took out.
  public internal(set) var wait = DurationHistogram()
  /// How long a full queue held a producer, of each put that it held and that has ended.
  public internal(set) var blocked = DurationHistogram()

  /// The items that wait in it, and which task holds which.
  var line = ItemLine()
  private var depth: LevelOverTime

  init(id: QueueID, name: Label, created: VirtualInstant, depth: UInt32) {
    (self.id, self.name) = (id, name)
    self.depth = LevelOverTime(Int(depth), from: created)
  }

  /// Notes how many items wait from now on.
  @inline(__always)
  mutating func settle(at depth: UInt32, now: VirtualInstant) {
    self.depth.settle(at: Int(depth), now: now)
  }

  /// The mean depth over the time from the queue's creation to an instant that is not before the
  /// last event, and over the lives of those before it.
  public func meanDepth(until now: VirtualInstant) -> Double { depth.mean(until: now) }

  /// Notes that it takes nothing more in.
  mutating func close(at now: VirtualInstant) { depth.end(at: now) }

  /// Notes that it was not closed for good.
  mutating func reopen() { depth.goOn() }
}

extension QueueMetrics: Generation {
  var number: UInt32 { id.rawValue }

  mutating func goOn(from earlier: QueueMetrics, at now: VirtualInstant) {
    depth.add(earlier.depth, at: now)
    wait.add(earlier.wait)
    blocked.add(earlier.blocked)
  }
}
