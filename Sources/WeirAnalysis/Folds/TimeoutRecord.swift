public import WeirEvents

/// What the events so far tell about one armed timeout.
public struct TimeoutRecord: Equatable, Sendable {
  public let id: TimeoutID
  /// The task whose work it limits.
  public let task: TaskID
  public let armed: VirtualInstant
  public let deadline: VirtualInstant
  /// Which of the ledger's groups counts it.
  let group: Int
  /// When the deadline passed before the work had ended.
  public internal(set) var fired: VirtualInstant?
  /// How and when it came to its end.
  public internal(set) var end: End?
  /// The last snapshot that named it.
  var snapshot: UInt32 = 0

  /// The end of a timeout.
  public struct End: Hashable, Sendable {
    public let outcome: TimeoutOutcome
    public let instant: VirtualInstant
  }

  init(id: TimeoutID, task: TaskID, armed: VirtualInstant, deadline: VirtualInstant, group: Int) {
    self.id = id
    self.task = task
    self.armed = armed
    self.deadline = deadline
    self.group = group
  }
}

/// How a timeout came to its end.
public enum TimeoutOutcome: UInt8, Hashable, Sendable, CaseIterable {
  /// The work ended in time.
  case met
  /// The deadline passed, and the work has ended since.
  case fired
  /// Something else ended the work.
  case cancelled
}

/// How many timeouts there have been, and what became of them.
public struct TimeoutCounts: Hashable, Sendable {
  public var armed = 0
  public var met = 0
  public var fired = 0
  public var cancelled = 0
  /// How long work went on after its deadline, in nanoseconds; work that still runs is not in it.
  public var wastedNanoseconds: Int64 = 0

  public init() {}

  /// How long work went on after its deadline; work that still runs is not in it.
  public var wasted: Duration { .nanoseconds(wastedNanoseconds) }
}
