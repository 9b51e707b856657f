import WeirEvents
import DequeModule

/// What one task has in its hands: the item that it offers, the items that it has taken and still
/// works on, its request, and its wait for a resource.
///
/// The work on an item ends when it is called done, by whichever task, when its task goes on to its
/// next get from that queue, or when the task ends; whichever comes first. So programs that never
/// call an item done are measured as well, and a count means the same before and after a change of
/// habits. Where a log does not say which item was called done, it is the one that the task took
/// last from that queue, or else one of those that started it.
struct Hands: Sendable {
  /// An item that the task has taken out of a queue and works on.
  struct Held: Sendable {
    let queue: QueueID
    let item: ItemID
    fileprivate(set) var work: WorkInHand
  }

  /// A wait for a resource of a pool.
  private struct Line: Sendable {
    let pool: PoolID
    let since: VirtualInstant
    /// How long it took, once it has ended.
    var length: Int64?
  }

  /// Who started the task.
  let parent: TaskID
  /// Whether the task has cleaned up since it took its last item.
  var hasCleanedUp = false
  /// The piece of work for which somebody waits.
  private(set) var request: WorkInHand?
  private var put: (queue: QueueID, began: VirtualInstant)?
  private var line: Line?
  private var held: Deque<Held> = []
  /// How many deadlines the task has armed and not settled since it began its present work.
  private var openDeadlines = 0
  /// How many of these hold for what failed last.
  private var deadlinesAroundFailure = 0

  /// How far up the holder of an item that is not known is looked for.
  static var generations: Int { 8 }

  init(parent: TaskID) {
    self.parent = parent
  }
}

extension Hands {
  /// Notes that a full queue holds the task with its item.
  mutating func beginPut(to queue: QueueID, at now: VirtualInstant) {
    put = (queue, now)
  }

  /// Notes that the task no longer offers anything.
  mutating func endPut() {
    put = nil
  }

  /// When the task came with the item that a queue now takes in or gives up.
  mutating func takeOffer(to queue: QueueID, at now: VirtualInstant) -> VirtualInstant {
    guard let (waited, began) = put, waited == queue else { return now }
    put = nil
    return began
  }

  /// Takes an item.
  mutating func hold(_ item: ItemID, of queue: QueueID, _ work: WorkInHand) {
    held.append(Held(queue: queue, item: item, work: work))
    hasCleanedUp = false
    openDeadlines = 0
  }

  /// Lets go of the item of a queue that was taken last; nil if the task has none.
  mutating func letGo(of queue: QueueID) -> Held? {
    held.lastIndex { $0.queue == queue }.map { held.remove(at: $0) }
  }

  /// Lets go of an item of a queue, or of one of which it is not known which it is: of either the
  /// one that was called done, or the one that was taken.
  mutating func letGo(_ item: ItemID, of queue: QueueID) -> Held? {
    held.lastIndex { held in
      held.queue == queue
        && (held.item == item || item == .unknown || held.item == .unknown)
    }.map { held.remove(at: $0) }
  }

  /// The end of the task: all items that it still worked on.
  mutating func end() -> [Held] {
    defer { held = [] }
    return Array(held)
  }
}

// MARK: Pools

extension Hands {
  /// Notes that the task waits for a resource.
  mutating func beginLine(for pool: PoolID, at now: VirtualInstant) {
    line = Line(pool: pool, since: now)
  }

  /// Notes that the task no longer waits, whether it can have a resource or gives up.
  mutating func endLine(for pool: PoolID, since: VirtualInstant, at now: VirtualInstant) {
    request?.leaveLine(since: since, at: now)
    guard let line, line.pool == pool, line.length == nil else { return }
    self.line?.length = now.nanoseconds(since: line.since)
  }

  /// Notes that the task has given up waiting.
  mutating func forgetLine() {
    line = nil
  }

  /// How long the task has waited for the resource of a pool that it has now, in nanoseconds; it may
  /// be handed it while it waits still.
  mutating func takeLine(for pool: PoolID, at now: VirtualInstant) -> Int64 {
    guard let line, line.pool == pool else { return 0 }
    self.line = nil
    return line.length ?? now.nanoseconds(since: line.since)
  }

  /// The task no longer opens a connection, or acquires a resource.
  mutating func leaveOpening(since: VirtualInstant, at now: VirtualInstant) {
    request?.leaveOpening(since: since, at: now)
  }
}

// MARK: Requests

extension Hands {
  /// Begins a request; the answer is the one that it replaces.
  mutating func beginRequest(at now: VirtualInstant) -> WorkInHand? {
    defer {
      request = WorkInHand(began: now)
      openDeadlines = 0
    }
    return request
  }

  /// Takes the request out; nil if there is none.
  mutating func takeRequest() -> WorkInHand? {
    defer { request = nil }
    return request
  }
}

// MARK: Deadlines and failures

extension Hands {
  /// A deadline holds for the present work, unless it lies within another one.
  mutating func arm(_ deadline: VirtualInstant) {
    if openDeadlines == 0 {
      request?.deadline = deadline
      changePresent { $0.deadline = deadline }
    }
    openDeadlines += 1
  }

  /// A deadline no longer holds. If what it limited has succeeded, the failures in it were
  /// overcome; those before it were not. What comes after the outermost one was met in time has no
  /// limit.
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

  /// The present work has failed, until something else is known.
  mutating func fail() {
    deadlinesAroundFailure = openDeadlines
    changePresent { $0.isGivenUp = true }
  }

  /// A deadline has fired: the present work has failed, until something else is known. A request
  /// tells of other failures itself; of this one it may not know.
  mutating func runOutOfTime() {
    fail()
    request?.isGivenUp = true
  }

  /// The present work is tried again, so it is not given up.
  mutating func tryAgain() { revive() }

  private mutating func revive() {
    request?.isGivenUp = false
    changePresent { $0.isGivenUp = false }
  }

  private mutating func changePresent(_ change: (inout WorkInHand) -> Void) {
    guard !held.isEmpty else { return }
    change(&held[held.count - 1].work)
  }
}
