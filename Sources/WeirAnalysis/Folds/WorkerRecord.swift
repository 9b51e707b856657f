public import WeirEvents

/// What the events so far tell about one worker.
public struct WorkerRecord: Equatable, Sendable {
  public let id: WorkerID
  /// Its name, if it was announced: as one beside the loop, or as a loop of its own.
  public internal(set) var name: Label?
  /// Whether it was announced as a loop of its own, which can be blocked.
  public internal(set) var isLoop = false
  /// Who computes on it now, and since when.
  public internal(set) var occupant: Occupant?
  /// How long it was held by computations that have ended, in nanoseconds.
  private var busyNanoseconds: Int64 = 0
  /// Up to when that is counted: a block may be told late, but counts once.
  private var counted = VirtualInstant.zero

  /// A task that holds a worker.
  public struct Occupant: Hashable, Sendable {
    public let task: TaskID
    public let since: VirtualInstant
    /// The snapshot that named it; 0 if none did.
    var snapshot: UInt32 = 0
  }

  init(id: WorkerID) {
    self.id = id
  }
}

extension WorkerRecord {
  /// Whether it is beside the loop, so that what computes on it blocks nothing.
  public var isBesideLoop: Bool { name != nil && !isLoop }

  /// How long it has been held up to an instant.
  public func busy(until now: VirtualInstant) -> Duration {
    let running = occupant.map { max(now.nanoseconds(since: max($0.since, counted)), 0) } ?? 0
    return .nanoseconds(busyNanoseconds.saturatingPlus(running))
  }

  /// The share of the time up to an instant in which it was held; 0 at the start.
  public func utilization(until now: VirtualInstant) -> Double {
    now <= .zero ? 0 : busy(until: now).seconds / now.seconds
  }

  /// The computation has ended.
  mutating func free(at instant: VirtualInstant) {
    busyNanoseconds = busy(until: instant).nanoseconds
    counted = max(counted, instant)
    occupant = nil
  }
}
