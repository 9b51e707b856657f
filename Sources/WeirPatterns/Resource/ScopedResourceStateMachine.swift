import WeirEvents

/// The decisions about a limited number of places: who gets one, who waits, who is next.
///
/// Whoever waits is served in the order of coming. A place is at any moment either free or taken by
/// one.
struct ScopedResourceStateMachine<Waiter> {
  private var limit: Int?
  private var taken: Set<ResourceID> = []
  /// Places that were taken before; the last one that came free is the first to be taken again.
  private var free: [ResourceID] = []
  /// Which lease of each place is out, of those that have been handed over.
  private var leases: [ResourceID: UInt64] = [:]
  private var leased: UInt64 = 0
  private var room = WaitingRoom<Void, PlaceAnswer, Waiter>()

  init(limit: Int?) {
    self.limit = limit.map { max(1, $0) }
  }

  /// How many places are taken.
  var takenCount: Int { taken.count }

  /// How many wait for a place.
  var waitingCount: Int { room.count }

  typealias Wakeup = WeirPatterns.Wakeup<PlaceAnswer, Waiter>

  enum RequestAction: Equatable {
    case granted(ResourceID)
    case suspend(ticket: UInt64)
  }

  /// A task asks for a place.
  mutating func request(by task: TaskID) -> RequestAction {
    hasRoom ? .granted(take()) : .suspend(ticket: room.enter(task))
  }

  /// Makes a task that waits reachable. Returns the answer if it has been answered already.
  mutating func attach(_ waiter: Waiter, to ticket: UInt64) -> PlaceAnswer? {
    room.attach(waiter, at: ticket)
  }

  /// A task that waits is cancelled. A task that has been served already keeps its place.
  mutating func cancel(_ ticket: UInt64) -> Wakeup? {
    room.answer(ticket, .cancelled)?.wakeup
  }

  /// What a place is for has been acquired: the answer is the number of this lease.
  mutating func lease(_ place: ResourceID) -> UInt64 {
    leased += 1
    leases[place] = leased
    return leased
  }

  /// A lease comes back. The answer is no if it has done so before: its place may be somebody
  /// else's by now.
  mutating func endLease(_ number: UInt64, of place: ResourceID) -> Bool {
    guard leases[place] == number else { return false }
    leases[place] = nil
    return true
  }

  /// A place comes free. The answer is who has it next, if there is somebody.
  mutating func giveBack(_ place: ResourceID) -> Wakeup? {
    let wasTaken = taken.remove(place) != nil
    precondition(wasTaken, "A resource was released that is not in use: release each one once.")
    free.append(place)
    return serve()
  }

  /// The limit changes. Nobody loses a place: over its new limit, nobody gets one until enough have
  /// been given back. The answer is who has one now.
  mutating func reconfigure(limit: Int?) -> [Wakeup] {
    self.limit = limit.map { max(1, $0) }
    var wakeups: [Wakeup] = []
    while let wakeup = serve() { wakeups.append(wakeup) }
    return wakeups
  }

  private var hasRoom: Bool { taken.count < limit ?? .max }

  private mutating func take() -> ResourceID {
    let place = free.popLast() ?? ResourceID(UInt32(taken.count + 1))
    taken.insert(place)
    return place
  }

  private mutating func serve() -> Wakeup? {
    guard hasRoom, !room.isEmpty else { return nil }
    let place = take()
    return room.answerFirst(.granted(place))?.wakeup
  }
}
