public import WeirEvents

/// What the events so far tell about one task.
public struct TaskRecord: Equatable, Sendable {
  public let id: TaskID
  public let name: Label
  public let role: Symbol
  public let parent: TaskID
  public let created: VirtualInstant
  /// How it was started, as far as a log says.
  public internal(set) var origin = TaskOrigin.unknown

  public internal(set) var state = TaskState.created
  /// When it came into this state.
  public internal(set) var since: VirtualInstant
  /// What it waits for, while it sleeps, waits or computes.
  public internal(set) var wait: Wait?
  /// Where in the source it waits.
  public internal(set) var callSite = CallSite.unknown
  /// Empty unless it failed.
  public internal(set) var error = Symbol.empty

  /// The item in its hands: taken from a queue, neither called done nor left for the next one.
  public internal(set) var item: ItemID?
  /// How many resources it holds.
  public internal(set) var heldResources = 0
  /// Since when it has had a piece of work for which somebody waits.
  public internal(set) var request: VirtualInstant?
  /// What it tries that may fail.
  public internal(set) var attempt: Attempt?

  /// How often it was resumed.
  public internal(set) var polls = 0
  // Kept as whole nanoseconds: an addition of durations is one of 128 bits.
  var busyNanoseconds: Int64 = 0
  var readyNanoseconds: Int64 = 0
  var idleNanoseconds: Int64 = 0

  /// How many live tasks it has started.
  public internal(set) var liveChildren = 0
  /// The one that was created last; the others follow by their `olderSibling`.
  var youngestChild = TaskID.none
  /// The live children of its parent that were created before and after it.
  var olderSibling = TaskID.none
  var youngerSibling = TaskID.none
  /// Whether it puts its things in order now, and is not to be disturbed.
  public internal(set) var isCleaningUp = false
  /// The way of a cancellation, as far as it has come.
  public internal(set) var cancellation: Cancellation?

  /// The way of one request to stop: requested by someone, noticed, cleaning up.
  public struct Cancellation: Hashable, Sendable {
    public let requestedBy: TaskID
    public let requested: VirtualInstant
    public internal(set) var noticed: VirtualInstant?
    public internal(set) var cleanupStarted: VirtualInstant?
    public internal(set) var cleanupEnded: VirtualInstant?
  }

  /// One of the tries of a task, the first or a later one.
  public struct Attempt: Hashable, Sendable {
    /// Counted from 1; while it waits to try again, the number of the next one.
    public internal(set) var number: Int
    /// When it tries next, while it waits to do so.
    public internal(set) var next: VirtualInstant?
  }

  init(id: TaskID, name: Label, role: Symbol, parent: TaskID, created: VirtualInstant) {
    self.id = id
    self.name = name
    self.role = role
    self.parent = parent
    self.created = created
    self.since = created
  }
}

extension TaskRecord {
  /// How long it has run or computed; the present state not counted.
  public var busy: Duration { .nanoseconds(busyNanoseconds) }

  /// How long it could have run but had no worker; the present state not counted.
  public var ready: Duration { .nanoseconds(readyNanoseconds) }

  /// How long it has slept or waited; the present state not counted.
  public var idle: Duration { .nanoseconds(idleNanoseconds) }

  /// Whether its life is not over.
  public var isLive: Bool { !state.isOver }

  /// Whether it is at something that others have a use for: an item, a resource, or a request.
  public var isServing: Bool { item != nil || heldResources > 0 || request != nil }
}

/// The states of a task's life.
public enum TaskState: UInt8, Hashable, Sendable, CaseIterable {
  /// It exists and has not run.
  case created
  /// It could run, and waits for a worker.
  case ready
  /// It runs.
  case running
  /// It computes and holds a worker.
  case working
  /// It waits for an instant.
  case sleeping
  /// It waits for something else.
  case waiting
  case finished
  case failed
  case cancelled
  case timedOut

  /// Whether the task's life is over.
  public var isOver: Bool { rawValue >= TaskState.finished.rawValue }
}
