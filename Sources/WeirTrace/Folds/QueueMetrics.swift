/// What can be measured about one queue.
public struct QueueMetrics: Sendable {
  public let id: QueueID
  /// From being taken in to being taken out, of each item that a task took out.
  public internal(set) var wait = DurationHistogram()
  /// How long a full queue held a producer, of each put that it held.
  public internal(set) var blocked = DurationHistogram()

  init(id: QueueID) {
    self.id = id
  }

  /// The mean depth over the time from the queue's creation to an instant that is not before the last event.
  public func meanDepth(until now: VirtualInstant) -> Double { 0 }
}
