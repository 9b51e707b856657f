public import WeirEvents

/// What the events so far say about one task.
public struct TaskRecord: Equatable, Sendable {
  /// The number of the task.
  public let id: TaskID
  /// Its current name.
  public internal(set) var name: Label
  /// What it does in the program, such as `worker`; empty if the log does not say.
  public private(set) var role: Symbol
  /// The task that started it; `.none` if there is none or it is unknown.
  public let parent: TaskID
  /// Where and how it was started, as far as the log says.
  public let origin: TaskOrigin
  /// When it was created.
  public let created: VirtualInstant

  /// Its current state.
  public private(set) var state = TaskState.created
  /// When it entered this state.
  public private(set) var since: VirtualInstant
  /// What it waits for, while it sleeps, waits or computes; `nil` otherwise.
  public private(set) var wait: Wait?
  /// The place in the source where it waits.
  public internal(set) var callSite = CallSite.unknown
  /// The task that last made it ready; `.none` if the log does not say.
  public internal(set) var wokenBy = TaskID.none
  /// Its error; empty unless it failed.
  public internal(set) var error = Symbol.empty

  /// The item that it holds.
  var held: HeldItem?
  /// The queue from which it last took an item; `nil` if it has taken none.
  var lastTaken: QueueID?
  /// How many resources it holds.
  public internal(set) var heldResources = 0
  /// When its current request began; `nil` if it has none.
  public internal(set) var request: VirtualInstant?
  /// Whether its current request began before it first ran: then the task as a whole is the
  /// request.
  private(set) var beganAsRequest = false
  /// Its current attempt at something that may fail.
  public internal(set) var attempt: Attempt?

  /// How often it was resumed.
  public internal(set) var polls = 0
  /// How long it was ready without a worker, in nanoseconds, without the current state.
  private(set) var readyNanoseconds: Int64 = 0

  /// How many live tasks it has started.
  public internal(set) var liveChildren = 0
  /// The live child created last; the others follow by their `olderSibling`.
  var youngestChild = TaskID.none
  /// The live children of its parent that were created before and after it.
  var olderSibling = TaskID.none
  var youngerSibling = TaskID.none
  /// Whether it is cleaning up, shielded from cancellation.
  public internal(set) var isCleaningUp = false
  /// The progress of its cancellation; `nil` if it has not been cancelled.
  public internal(set) var cancellation: Cancellation?
  /// The last snapshot that listed it.
  var snapshot: UInt32 = 0
  /// Whether the run is simulated, where a task that serves something sleeps in place of I/O.
  public internal(set) var sleepsStandForIO = true

  /// An item, and the queue from which it was taken.
  struct HeldItem: Hashable, Sendable {
    let queue: QueueID
    let item: ItemID
  }

  /// The progress of one cancellation: requested by a task, noticed, cleaning up.
  public struct Cancellation: Hashable, Sendable {
    /// The task that requested the cancellation; `.none` if it is unknown.
    public let requestedBy: TaskID
    /// When the cancellation was requested.
    public let requested: VirtualInstant
    /// The place in the source that requested it.
    public let requestedAt: CallSite
    /// When the task noticed it; `nil` before that.
    public internal(set) var noticed: VirtualInstant?
    /// When the task began to clean up; `nil` before that.
    public internal(set) var cleanupStarted: VirtualInstant?
    /// When the task had cleaned up; `nil` before that.
    public internal(set) var cleanupEnded: VirtualInstant?
    /// When the task caught the cancellation and continued all the same.
    public internal(set) var swallowed: VirtualInstant?
    /// Where it did so.
    public internal(set) var swallowedAt = CallSite.unknown
  }

  /// One attempt of a task, the first or a later one.
  public struct Attempt: Hashable, Sendable {
    /// Its number, starting at 1; while the task waits to retry, that of the next attempt.
    public internal(set) var number: Int
    /// When the next attempt begins; `nil` during an attempt.
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
  /// Whether it has not ended.
  public var isLive: Bool { !state.isOver }

  /// The item that it holds: taken from a queue, and neither marked done nor followed by a wait for
  /// the next.
  public var item: ItemID? { held?.item }

  /// Whether it holds an item or a resource, or is handling a request, so that a sleep stands for
  /// I/O; never in a real program, where a sleep is a sleep.
  public var isServing: Bool {
    sleepsStandForIO && (held != nil || heldResources > 0 || request != nil)
  }

  /// Whether the task as a whole is a request: one that began before the task first ran, while it
  /// holds neither an item nor a resource.
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

  /// Removes an item, possibly unknown, that it no longer holds, and returns whether it held it.
  mutating func removeItem(_ item: ItemID, of queue: QueueID) -> Bool {
    guard let held, held.queue == queue, item == .unknown || held.item == item else {
      return false
    }
    self.held = nil
    return true
  }

  /// Begins a request.
  mutating func beginRequest(at instant: VirtualInstant) {
    request = instant
    beganAsRequest = state == .ready && polls == 0
  }

  /// Takes over the state from a snapshot, and returns whether it was known already.
  mutating func confirm(
    _ state: TaskState, _ wait: Wait?, since instant: VirtualInstant, in snapshot: UInt32
  ) -> Bool {
    self.snapshot = snapshot
    guard self.state == state, self.wait == wait else { return false }
    since = min(since, instant)
    return true
  }

  /// Takes over what a snapshot says about a task that is known already.
  mutating func refresh(_ name: Label, _ role: Symbol, in snapshot: UInt32) {
    self.name = name
    self.role = role
    self.snapshot = snapshot
  }

  /// Notes a cancellation. The first one counts, until it was swallowed.
  mutating func cancel(by task: TaskID, _ place: CallSite, at instant: VirtualInstant) {
    guard cancellation == nil || cancellation?.swallowed != nil else { return }
    cancellation = .init(requestedBy: task, requested: instant, requestedAt: place)
  }

  /// Notes that the task continued although it was cancelled, possibly by an unknown task.
  mutating func swallow(at instant: VirtualInstant, _ place: CallSite) {
    if cancellation == nil { cancel(by: .none, .unknown, at: instant) }
    cancellation?.swallowed = instant
    cancellation?.swallowedAt = place
  }
}
