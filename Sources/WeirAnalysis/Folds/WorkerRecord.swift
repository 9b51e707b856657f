public import WeirEvents

/// What the events so far tell about one worker.
public struct WorkerRecord: Equatable, Sendable {
  public let id: WorkerID
  /// Its name, if it was announced as one beside the loop.
  public internal(set) var name: Label?
  /// Who computes on it now, and since when.
  public internal(set) var occupant: Occupant?
  /// How long it was held by computations that have ended, in nanoseconds.
  var busyNanoseconds: Int64 = 0

  /// A task that holds a worker.
  public struct Occupant: Hashable, Sendable {
    public let task: TaskID
    public let since: VirtualInstant
  }

  /// Whether it is beside the loop, so that what computes on it blocks nothing.
  public var isBesideLoop: Bool { name != nil }

  /// How long it has been held up to an instant.
  public func busy(until now: VirtualInstant) -> Duration {
    let running = occupant.map { max(now.nanoseconds(since: $0.since), 0) } ?? 0
    return .nanoseconds(busyNanoseconds.saturatingPlus(running))
  }

  /// The share of the time up to an instant in which it was held; 0 at the start.
  public func utilization(until now: VirtualInstant) -> Double {
    now.nanoseconds == 0 ? 0 : busy(until: now).seconds / now.seconds
  }
}
