public import WeirEvents

/// What the events so far say about one armed timeout.
public struct TimeoutRecord: Equatable, Sendable {
  /// The number of the timeout.
  public let id: TimeoutID
  /// The task whose work it limits.
  public let task: TaskID
  /// When it was armed.
  public let armed: VirtualInstant
  /// The instant until which the work may take.
  public let deadline: VirtualInstant
  /// Where it was armed.
  public let place: CallSite
  /// The index of the ledger's group that counts it.
  let group: Int
  /// When it fired; `nil` if the deadline has not passed before the end of the work.
  public internal(set) var fired: VirtualInstant?
  /// How and when it ended; `nil` while it is open.
  public internal(set) var end: End?
  /// The last snapshot that listed it.
  var snapshot: UInt32 = 0

  /// The end of a timeout.
  public struct End: Hashable, Sendable {
    /// How it ended.
    public let outcome: TimeoutOutcome
    /// When it ended.
    public let instant: VirtualInstant
  }

  init(
    id: TimeoutID, task: TaskID, armed: VirtualInstant, deadline: VirtualInstant,
    place: CallSite, group: Int
  ) {
    self.id = id
    self.task = task
    self.armed = armed
    self.deadline = deadline
    self.place = place
    self.group = group
  }
}

/// How a timeout ended.
public enum TimeoutOutcome: UInt8, Hashable, Sendable, CaseIterable {
  /// The work ended in time.
  case met
  /// The deadline passed, and the work has ended since.
  case fired
  /// Something else ended the work.
  case cancelled
}

/// How many timeouts there have been, and how they ended.
public struct TimeoutCounts: Hashable, Sendable {
  /// Timeouts that were armed.
  public var armed = 0
  /// Timeouts whose work ended in time.
  public var met = 0
  /// Timeouts whose deadline passed before the end of their work.
  public var fired = 0
  /// Timeouts whose work was ended by something else.
  public var cancelled = 0
  /// How long work continued after its deadline, in nanoseconds; work that still runs is not
  /// included.
  public var wastedNanoseconds: Int64 = 0

  /// Creates counts of zero.
  public init() {}

  /// How long work continued after its deadline; work that still runs is not included.
  public var wasted: Duration { .nanoseconds(wastedNanoseconds) }
}
