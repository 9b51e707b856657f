public import WeirEvents

/// What the events so far say about one worker.
public struct WorkerRecord: Equatable, Sendable {
  /// The number of the worker.
  public let id: WorkerID
  /// Its name, if it was announced as a background worker or as a loop of its own.
  public internal(set) var name: Label?
  /// Whether it was announced as a loop of its own, which can be blocked.
  public internal(set) var isLoop = false
  /// The task that computes on it now, and since when; `nil` if it is free.
  public internal(set) var occupant: Occupant?
  /// How long it was held by computations that have ended, in nanoseconds.
  private var busyNanoseconds: Int64 = 0
  /// The instant up to which that is counted: a log may report a block late, but it counts once.
  private var counted = VirtualInstant.zero

  /// A task that holds a worker.
  public struct Occupant: Hashable, Sendable {
    /// The task.
    public let task: TaskID
    /// When it took the worker.
    public let since: VirtualInstant
    /// Where the computation is; unknown if the log does not say.
    public var place = CallSite.unknown
    /// The snapshot that listed it; 0 if none did.
    var snapshot: UInt32 = 0
  }

  init(id: WorkerID) {
    self.id = id
  }
}

extension WorkerRecord {
  /// Whether it is a background worker, whose computations block nothing else.
  public var isBackground: Bool { name != nil && !isLoop }

  /// How long it has been occupied up to an instant.
  public func busy(until now: VirtualInstant) -> Duration {
    let running = occupant.map { max(now.nanoseconds(since: max($0.since, counted)), 0) } ?? 0
    return .nanoseconds(busyNanoseconds.saturatingPlus(running))
  }

  /// The share of time up to an instant during which it was occupied, from 0 to 1; 0 at the start.
  public func utilization(until now: VirtualInstant) -> Double {
    now <= .zero ? 0 : busy(until: now).seconds / now.seconds
  }

  /// Ends the computation.
  mutating func free(at instant: VirtualInstant) {
    busyNanoseconds = busy(until: instant).nanoseconds
    counted = max(counted, instant)
    occupant = nil
  }
}
