import DequeModule

/// What one task holds between a queue and being done: the item that it offers, and those that it has taken.
struct Hands: Sendable {
  /// An item that the task has taken out of a queue and not called done.
  private struct Held: Sendable {
    let queue: QueueID
    let offered: VirtualInstant
    /// Whether the task has gone on to its next get since.
    var isPassed = false
  }

  /// How many items are remembered of a task that goes on and on without calling any done; the oldest is forgotten.
  static let limit = 1024

  /// Who started the task; a child may call done what its parent has taken.
  let parent: TaskID
  /// Whether the task put its things in order after it was asked to stop.
  var hasCleanedUp = false
  /// When it began the piece of work for which somebody waits.
  var request: VirtualInstant?
  private var put: (queue: QueueID, began: VirtualInstant)?
  private var held: Deque<Held> = []
  private var callsDone = false

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
  mutating func hold(_ queue: QueueID, offered: VirtualInstant) {
    held.append(Held(queue: queue, offered: offered))
  }

  /// Calls an item of a queue done: when it was offered, or nothing where none is held.
  ///
  /// It is the one that the task is at, or, where it has gone on since, the oldest one: a task that takes several and
  /// then calls them done ends with none, and one that has forgotten some does not count them for later ones.
  mutating func finish(_ queue: QueueID) -> VirtualInstant? {
    let present = held.lastIndex { $0.queue == queue && !$0.isPassed }
    guard let index = present ?? held.firstIndex(where: { $0.queue == queue }) else { return nil }
    callsDone = true
    return held.remove(at: index).offered
  }

  /// Goes on to the next get: a task that never calls anything done is done with what it holds of this queue.
  ///
  /// Answers with when one such item was offered; to be called until there is none.
  mutating func pass(_ queue: QueueID) -> VirtualInstant? {
    guard callsDone else { return finishSilently(queue) }
    for index in held.indices where held[index].queue == queue { held[index].isPassed = true }
    if held.count > Hands.limit { held.removeFirst() }
    return nil
  }

  private mutating func finishSilently(_ queue: QueueID) -> VirtualInstant? {
    guard let index = held.firstIndex(where: { $0.queue == queue }) else { return nil }
    return held.remove(at: index).offered
  }

  /// The end of the task: the offers of items that count as done, and how many were lost in its hands.
  ///
  /// A task that cleaned up has finished what it was at, even if it calls nothing done.
  func end() -> (done: [VirtualInstant], lost: Int) {
    let present = held.filter { !$0.isPassed }
    return hasCleanedUp ? (present.map(\.offered), 0) : ([], present.count)
  }
}
