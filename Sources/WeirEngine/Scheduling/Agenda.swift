import HeapModule
import WeirEvents

/// The pending timers of a simulation: who is to be woken, and when.
///
/// Timers leave in the order of their instants, and equal instants in the order in which they were added. Adding and
/// leaving take logarithmic time; cancelling takes constant time and leaves a dead entry behind, and dead entries never
/// outnumber live ones by more than a constant.
struct Agenda {
  /// Names a timer that was reserved. A token of a timer that has left names nothing.
  struct Token: Sendable {
    fileprivate let slot: UInt32
    fileprivate let generation: UInt32
  }

  /// Who is woken when a timer leaves the agenda.
  struct Wake {
    let sleeper: Sleeper
    let task: TaskID
    /// The worker that the task held meanwhile.
    let worker: WorkerID?
  }

  /// How a sleeper is reached.
  enum Sleeper {
    /// The rest of a task that has parked.
    case parked(UnownedJob)
    /// A wait, which is told whether its time has come; if not, it was stopped.
    case waiting(UnsafeContinuation<Bool, Never>)
  }

  private struct Entry: Comparable {
    let instant: VirtualInstant
    let ticket: UInt64
    let token: Token

    static func == (left: Entry, right: Entry) -> Bool { left.ticket == right.ticket }

    static func < (left: Entry, right: Entry) -> Bool {
      left.instant == right.instant ? left.ticket < right.ticket : left.instant < right.instant
    }
  }

  private struct Slot {
    var generation: UInt32 = 0
    /// Cancelled before it was set.
    var isRefused = false
    var wake: Wake?
  }

  private var heap = Heap<Entry>()
  private var slots: [Slot] = []
  private var freeSlots: [UInt32] = []
  private var tickets: UInt64 = 0
  private var deadCount = 0

  /// How many timers are pending.
  var count: Int { heap.count - deadCount }

  /// Makes a place for a timer, so that it can be named before it is set.
  mutating func reserve() -> Token {
    if let slot = freeSlots.popLast() {
      return Token(slot: slot, generation: slots[Int(slot)].generation)
    }
    slots.append(Slot())
    return Token(slot: UInt32(slots.count - 1), generation: 0)
  }

  /// Sets a reserved timer. The answer is false where it has been cancelled already.
  @discardableResult
  mutating func schedule(_ token: Token, at instant: VirtualInstant, wake: Wake) -> Bool {
    guard !slots[Int(token.slot)].isRefused else {
      slots[Int(token.slot)].isRefused = false
      _ = release(token)
      return false
    }
    slots[Int(token.slot)].wake = wake
    heap.insert(Entry(instant: instant, ticket: tickets, token: token))
    tickets &+= 1
    return true
  }

  /// Takes a timer off the agenda; nothing where it has left already, or has not been set, and then never will be.
  mutating func cancel(_ token: Token) -> Wake? {
    guard slots[Int(token.slot)].generation == token.generation else { return nil }
    guard slots[Int(token.slot)].wake != nil, let wake = release(token) else {
      slots[Int(token.slot)].isRefused = true
      return nil
    }
    deadCount += 1
    if deadCount > 64, deadCount > heap.count / 2 { removeDeadEntries() }
    return wake
  }

  /// The instant of the earliest timer.
  mutating func nextInstant() -> VirtualInstant? {
    while let entry = heap.min {
      if isPending(entry.token) { return entry.instant }
      heap.removeMin()
      deadCount -= 1
    }
    return nil
  }

  /// Takes the earliest timer off the agenda, if it is due at this instant.
  mutating func popDue(at now: VirtualInstant) -> Wake? {
    guard let instant = nextInstant(), instant <= now else { return nil }
    return release(heap.removeMin().token)
  }

  private func isPending(_ token: Token) -> Bool {
    let slot = slots[Int(token.slot)]
    return slot.generation == token.generation && slot.wake != nil
  }

  private mutating func release(_ token: Token) -> Wake? {
    let wake = slots[Int(token.slot)].wake
    slots[Int(token.slot)].wake = nil
    slots[Int(token.slot)].generation &+= 1
    freeSlots.append(token.slot)
    return wake
  }

  private mutating func removeDeadEntries() {
    heap = Heap(heap.unordered.filter(isPending(_:)))
    deadCount = 0
  }

  private func isPending(_ entry: Entry) -> Bool { isPending(entry.token) }
}
