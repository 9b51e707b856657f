public import WeirEvents

/// What the events so far tell about one task.
public struct TaskRecord: Equatable, Sendable {
  public let id: TaskID
  public internal(set) var name: Label
  public private(set) var role: Symbol
  public let parent: TaskID
  /// Where it was started and how, as far as the log says.
  public let origin: TaskOrigin
  public let created: VirtualInstant

  public private(set) var state = TaskState.created
  /// When it came into this state.
  public private(set) var since: VirtualInstant
  /// What it waits for, while it sleeps, waits or computes.
  public private(set) var wait: Wait?
  /// Where in the source it waits.
  public internal(set) var callSite = CallSite.unknown
  /// The task that last made it ready to run; none if the log does not say.
  public internal(set) var wokenBy = TaskID.none
  /// Empty unless it failed.
  public internal(set) var error = Symbol.empty

  /// The item in its hands.
  var held: HeldItem?
  /// How many resources it holds.
  public internal(set) var heldResources = 0
  /// Since when it has had a piece of work for which somebody waits.
  public internal(set) var request: VirtualInstant?
  /// Whether its present request began while it was ready to run for the first time: then the task
  /// as a whole is what somebody waits for, and nothing that it deals with.
  private(set) var beganAsRequest = false
  /// What it tries that may fail.
  public internal(set) var attempt: Attempt?

  /// How often it was resumed.
  public internal(set) var polls = 0
  /// How long it could have run but had no worker; the present state not counted.
  private(set) var readyNanoseconds: Int64 = 0

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
  /// The last snapshot that named it.
  var snapshot: UInt32 = 0

  /// An item, and the queue from which it was taken.
  struct HeldItem: Hashable, Sendable {
    let queue: QueueID
    let item: ItemID
  }

  /// The way of one request to stop: requested by someone, noticed, cleaning up.
  public struct Cancellation: Hashable, Sendable {
    public let requestedBy: TaskID
    public let requested: VirtualInstant
    public internal(set) var noticed: VirtualInstant?
    public internal(set) var cleanupStarted: VirtualInstant?
    public internal(set) var cleanupEnded: VirtualInstant?
    /// When the task, told that it was cancelled, went on all the same.
    public internal(set) var swallowed: VirtualInstant?
    /// Where it did so.
    public internal(set) var swallowedAt = CallSite.unknown
  }

  /// One of the tries of a task, the first or a later one.
  public struct Attempt: Hashable, Sendable {
    /// Counted from 1; while it waits to try again, the number of the next one.
    public internal(set) var number: Int
    /// When it tries next, while it waits to do so.
    public internal(set) var next: VirtualInstant?
  }

  init(
    id: TaskID, name: Label, role: Symbol, parent: TaskID, origin: TaskOrigin,
    created: VirtualInstant
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.parent = parent
    self.origin = origin
    self.created = created
    self.since = created
  }
}

extension TaskRecord {
  /// Whether its life is not over.
  public var isLive: Bool { !state.isOver }

  /// The item in its hands: taken from a queue, neither called done nor left for the next one.
  public var item: ItemID? { held?.item }

  /// Whether it is at something that others have a use for: an item, a resource, or a request.
  public var isServing: Bool { held != nil || heldResources > 0 || request != nil }

  /// Whether it serves nobody but the one who waits for the task as a whole: a request that was
  /// made before it had run, with neither an item nor a resource in its hands.
  public var isRequestItself: Bool {
    beganAsRequest && request != nil && held == nil && heldResources == 0
  }
}

// MARK: What happens to it

extension TaskRecord {
  /// Ends the stay in the old state and begins the new one.
  @inline(__always)
  mutating func enter(
    _ new: TaskState, on wait: Wait?, at instant: VirtualInstant
  ) -> TaskStay {
    if state == .ready || state == .created {
      let spent = instant.nanoseconds(since: since)
      readyNanoseconds = readyNanoseconds.saturatingPlus(max(spent, 0))
    }
    let stay = TaskStay(task: id, state: state, wait: self.wait, since: since)
    state = new
    since = instant
    self.wait = wait
    return stay
  }

  /// Somebody waits for a piece of its work from now on.
  mutating func beginRequest(at instant: VirtualInstant) {
    request = instant
    beganAsRequest = state == .ready && polls == 0
  }

  /// A snapshot says in which state the task is; whether that was known.
  mutating func isTold(
    _ state: TaskState, _ wait: Wait?, since instant: VirtualInstant, in snapshot: UInt32
  ) -> Bool {
    self.snapshot = snapshot
    guard self.state == state, self.wait == wait else { return false }
    since = min(since, instant)
    return true
  }

  /// A snapshot says again that the task lives.
  mutating func tellAnew(_ name: Label, _ role: Symbol, in snapshot: UInt32) {
    self.name = name
    self.role = role
    self.snapshot = snapshot
  }

  /// The first request counts, until it was swallowed.
  mutating func cancel(by task: TaskID, at instant: VirtualInstant) {
    guard cancellation == nil || cancellation?.swallowed != nil else { return }
    cancellation = .init(requestedBy: task, requested: instant)
  }

  /// The task went on though it was cancelled, by whomever.
  mutating func swallow(at instant: VirtualInstant, _ place: CallSite) {
    if cancellation == nil { cancel(by: .none, at: instant) }
    cancellation?.swallowed = instant
    cancellation?.swallowedAt = place
  }
}
