import WeirEvents
import DequeModule

/// What one task holds: the item that it offers, the items that it has taken and not finished, its
/// request, and its wait for a resource.
///
/// The work on an item ends when any task marks it done, when its task waits for the next item of
/// that queue, or when the task ends; whichever comes first. So programs that never mark an item
/// done are measured as well, and a count means the same if a program starts or stops doing so. If
/// a log does not say which item was done, it is the one that the task took last from that queue,
/// or one held by the tasks that started it.
struct HeldWork: Sendable {
  /// An item that the task has taken from a queue and works on.
  struct Held: Sendable {
    let queue: QueueID
    let item: ItemID
    fileprivate(set) var work: PieceOfWork

    /// Whether it can be this item of a queue; an unknown item can be any.
    @inline(__always)
    fileprivate func matches(_ item: ItemID, of queue: QueueID) -> Bool {
      self.queue == queue && (self.item == item || item == .unknown || self.item == .unknown)
    }
  }

  /// A wait for a resource of a pool.
  private struct ResourceWait: Sendable {
    let pool: PoolID
    let since: VirtualInstant
    /// How long it took, once it has ended.
    var length: Int64?
  }

  /// The task that started this one.
  let parent: TaskID
  /// Whether the task has cleaned up since it took its last item.
  var hasCleanedUp = false
  /// The request that the task is handling.
  private(set) var request: PieceOfWork?
  private var put: (queue: QueueID, began: VirtualInstant)?
  private var wait: ResourceWait?
  private var held: Deque<Held> = []
  /// How many deadlines the task has armed and not settled since it began its current work.
  private var openDeadlines = 0
  /// How many of these applied to what failed last.
  private var deadlinesAroundFailure = 0

  /// How many generations of parents are searched for the holder of an item.
  static var generations: Int { 8 }

  init(parent: TaskID) {
    self.parent = parent
  }
}

extension HeldWork {
  /// Notes that the task waits with its item for space in a queue.
  mutating func beginPut(to queue: QueueID, at now: VirtualInstant) {
    put = (queue, now)
  }

  /// Notes that the task no longer offers an item.
  mutating func endPut() {
    put = nil
  }

  /// Returns when the task began to offer the item that a queue now accepts or drops.
  mutating func takeOffer(to queue: QueueID, at now: VirtualInstant) -> VirtualInstant {
    guard let (waited, began) = put, waited == queue else { return now }
    put = nil
    return began
  }

  /// Adds an item that the task has taken.
  mutating func hold(_ item: ItemID, of queue: QueueID, _ work: PieceOfWork) {
    held.append(Held(queue: queue, item: item, work: work))
    hasCleanedUp = false
    openDeadlines = 0
  }

  /// Whether the task works on any item.
  var hasItems: Bool { !held.isEmpty }

  /// Removes the item of a queue that was taken last; `nil` if the task has none.
  mutating func removeItem(of queue: QueueID) -> Held? {
    removeItem(.unknown, of: queue)
  }

  /// Removes an item of a queue; an unknown item, whether marked done or taken, matches any. `nil`
  /// if there is none.
  mutating func removeItem(_ item: ItemID, of queue: QueueID) -> Held? {
    guard let index = held.lastIndex(where: { $0.matches(item, of: queue) }) else { return nil }
    // The usual case without the general removal: one item at a time.
    return index == held.count - 1 ? held.removeLast() : held.remove(at: index)
  }

  /// Ends the task, and returns all items that it still worked on.
  mutating func end() -> [Held] {
    defer { held = [] }
    return Array(held)
  }
}

// MARK: Pools

extension HeldWork {
  /// Notes that the task waits for a resource.
  mutating func beginWait(for pool: PoolID, at now: VirtualInstant) {
    wait = ResourceWait(pool: pool, since: now)
  }

  /// Notes that the task no longer waits, whether it gets a resource or gives up.
  mutating func endWait(for pool: PoolID, since: VirtualInstant, at now: VirtualInstant) {
    request?.addWait(since: since, at: now)
    guard let wait, wait.pool == pool, wait.length == nil else { return }
    self.wait?.length = now.nanoseconds(since: wait.since)
  }

  /// Notes that the task has given up waiting, and returns for what and how long it waited, in
  /// nanoseconds; `nil` if it did not.
  mutating func giveUpWait(at now: VirtualInstant) -> (pool: PoolID, length: Int64)? {
    defer { wait = nil }
    return wait.map { ($0.pool, $0.length ?? now.nanoseconds(since: $0.since)) }
  }

  /// Returns how long the task waited for the resource of a pool that it has now, in nanoseconds.
  /// The task may receive the resource before its wait ends.
  mutating func takeWait(for pool: PoolID, at now: VirtualInstant) -> Int64 {
    guard let wait, wait.pool == pool else { return 0 }
    self.wait = nil
    return wait.length ?? now.nanoseconds(since: wait.since)
  }

  /// Notes that the task no longer opens a connection or acquires a resource.
  mutating func addOpening(since: VirtualInstant, at now: VirtualInstant) {
    request?.addOpening(since: since, at: now)
  }
}

// MARK: Requests

extension HeldWork {
  /// Begins a request, and returns the one that it replaces.
  mutating func beginRequest(at now: VirtualInstant) -> PieceOfWork? {
    defer {
      request = PieceOfWork(began: now)
      openDeadlines = 0
    }
    return request
  }

  /// Removes the request; `nil` if there is none.
  mutating func takeRequest() -> PieceOfWork? {
    defer { request = nil }
    return request
  }
}

// MARK: Deadlines and failures

extension HeldWork {
  /// Applies a deadline to the current work, unless it lies within another one.
  mutating func arm(_ deadline: VirtualInstant) {
    if openDeadlines == 0 {
      request?.deadline = deadline
      changePresent { $0.deadline = deadline }
    }
    openDeadlines += 1
  }

  /// Removes a deadline. If the work under it succeeded, failures within it were overcome; earlier
  /// ones were not. Once the outermost deadline has been met, what follows has no limit.
  mutating func disarm(hasSucceeded: Bool, at now: VirtualInstant) {
    if hasSucceeded {
      if openDeadlines <= deadlinesAroundFailure { revive() }
      if openDeadlines == 1 {
        request?.meetDeadline(at: now)
        changePresent { $0.meetDeadline(at: now) }
      }
    }
    openDeadlines = max(openDeadlines - 1, 0)
    deadlinesAroundFailure = min(deadlinesAroundFailure, openDeadlines)
  }

  /// Marks the current work as failed, until a later event says otherwise.
  mutating func fail() {
    deadlinesAroundFailure = openDeadlines
    changePresent { $0.isGivenUp = true }
  }

  /// Marks the current work as failed because a deadline fired. A request reports other failures
  /// itself, but may not know of this one.
  mutating func timeOut() {
    fail()
    request?.isGivenUp = true
  }

  /// Notes a retry: the current work is not given up.
  mutating func tryAgain() { revive() }

  private mutating func revive() {
    request?.isGivenUp = false
    changePresent { $0.isGivenUp = false }
  }

  private mutating func changePresent(_ change: (inout PieceOfWork) -> Void) {
    guard !held.isEmpty else { return }
    change(&held[held.count - 1].work)
  }
}
