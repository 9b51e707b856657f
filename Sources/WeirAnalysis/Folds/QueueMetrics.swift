public import WeirEvents

/// The measurements of one queue, including earlier ones of the same name that were over when it
/// was created.
public struct QueueMetrics: Sendable {
  /// The number of the queue.
  public let id: QueueID
  let name: Label
  /// How long items waited in the queue, one duration for each item that a task took.
  public internal(set) var wait = DurationHistogram()
  /// How long producers were blocked by the full queue, one duration for each blocked put that has
  /// ended.
  public internal(set) var blocked = DurationHistogram()

  /// The waiting items, and which task holds which of the others.
  var line = ItemLine()
  private var depth: LevelOverTime

  init(id: QueueID, name: Label, created: VirtualInstant, depth: UInt32) {
    (self.id, self.name) = (id, name)
    self.depth = LevelOverTime(Int(depth), from: created)
  }

  /// Sets how many items wait from now on.
  @inline(__always)
  mutating func settle(at depth: UInt32, now: VirtualInstant) {
    self.depth.settle(at: Int(depth), now: now)
  }

  /// Notes that a task, possibly an unknown one, took an item, and returns when that was offered
  /// and enqueued; `nil` if the item was not waiting.
  @inline(__always)
  mutating func take(
    _ item: ItemID, by task: TaskID, leaving depth: UInt32, at now: VirtualInstant
  ) -> ItemLine.Entry? {
    settle(at: depth, now: now)
    guard let entry = line.take(item, by: task) else { return nil }
    wait.record(nanoseconds: now.nanoseconds(since: entry.enqueued))
    return entry
  }

  /// The time-weighted mean depth, from the queue's creation to an instant not before the last
  /// event, and over the lives of its predecessors.
  public func meanDepth(until now: VirtualInstant) -> Double { depth.mean(until: now) }

  /// Notes that it is closed.
  mutating func close(at now: VirtualInstant) { depth.end(at: now) }

  /// Notes that it is open after all.
  mutating func reopen() { depth.reopen() }
}

extension QueueMetrics {
  /// Passes its histograms and its items through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    wait.pass(through: &transfer)
    blocked.pass(through: &transfer)
    line.pass(through: &transfer)
  }
}

extension QueueMetrics: Generation {
  var number: UInt32 { id.rawValue }

  mutating func inherit(from earlier: QueueMetrics, at now: VirtualInstant) {
    depth.add(earlier.depth, at: now)
    wait.add(earlier.wait)
    blocked.add(earlier.blocked)
  }
}
