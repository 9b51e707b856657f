import WeirEvents
import DequeModule

/// What one task has in its hands: the item that it offers, the items that it has taken and still
/// works on, and its request.
///
/// The work on an item ends when the task, or a child of it, calls the item done, when the task
/// goes on to its next get from that queue, or when the task ends; whichever comes first. This does
/// not depend on whether a program calls its items done, so a count means the same before and after
/// a change of habits.
struct Hands: Sendable {
  /// An item that the task has taken out of a queue and works on.
  private struct Held: Sendable {
    let queue: QueueID
    var work: WorkInHand
  }

  /// Who started the task; a child may call done what its parent has taken.
  let parent: TaskID
  /// Whether the task has cleaned up since it took its last item.
  var hasCleanedUp = false
  /// The piece of work for which somebody waits.
  private(set) var request: WorkInHand?
  private var put: (queue: QueueID, began: VirtualInstant)?
  private var held: Deque<Held> = []
  /// How many deadlines the task has armed and not settled since it began its present work.
  private var openDeadlines = 0
  /// How many of these hold for what failed last.
  private var deadlinesAroundFailure = 0

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
  mutating func hold(_ queue: QueueID, _ work: WorkInHand) {
    held.append(Held(queue: queue, work: work))
    hasCleanedUp = false
    openDeadlines = 0
  }

  /// The work on the item of a queue that was taken last ends; nil if the task has none.
  mutating func finish(_ queue: QueueID) -> WorkInHand? {
    guard let index = held.lastIndex(where: { $0.queue == queue }) else { return nil }
    return held.remove(at: index).work
  }

  /// The end of the task: all items that it still worked on.
  mutating func end() -> [WorkInHand] {
    defer { held = [] }
    return held.map(\.work)
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

  /// The task no longer waits in line for a resource.
  mutating func leaveLine(since: VirtualInstant, at now: VirtualInstant) {
    request?.leaveLine(since: since, at: now)
  }

  /// The task no longer opens a connection, or acquires a resource.
  mutating func leaveOpening(since: VirtualInstant, at now: VirtualInstant) {
    request?.leaveOpening(since: since, at: now)
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
