/// What the events so far tell about one task.
public struct TaskRecord: Equatable, Sendable {
  public let id: TaskID
  public let name: Label
  public let role: Symbol
  public let parent: TaskID
  public let created: VirtualInstant

  public internal(set) var state = TaskState.created
  /// When it came into this state.
  public internal(set) var since: VirtualInstant
  /// What it waits for, while it sleeps, waits or computes.
  public internal(set) var wait: Wait?
  /// Where in the source it waits.
  public internal(set) var callSite = CallSite.unknown
  /// Empty unless it failed.
  public internal(set) var error = Symbol.empty

  /// How often it was resumed.
  public internal(set) var polls = 0
  /// How long it has computed, been ready, and slept or waited; the present state not counted.
  public internal(set) var busy = Duration.zero
  public internal(set) var ready = Duration.zero
  public internal(set) var idle = Duration.zero

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

  init(id: TaskID, name: Label, role: Symbol, parent: TaskID, created: VirtualInstant) {
    self.id = id
    self.name = name
    self.role = role
    self.parent = parent
    self.created = created
    self.since = created
  }
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
