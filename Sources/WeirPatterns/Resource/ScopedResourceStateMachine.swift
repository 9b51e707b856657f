import WeirTrace

/// The decisions about a limited number of places: who gets one, who waits, who is next.
///
/// Whoever waits is served in the order of coming. A place is at any moment either free or taken by one.
struct ScopedResourceStateMachine<Waiter> {
  private var limit: Int?
  private var taken: Set<ResourceID> = []
  /// Places that were taken before; the last one that came free is the first to be taken again.
  private var free: [ResourceID] = []
  private var line = WaitLine<Void, Waiter>()
  /// The answers to those who were served before they could be reached.
  private var settled: [UInt64: PlaceSettlement] = [:]

  init(limit: Int?) {
    precondition(limit ?? 1 > 0, "A resource needs at least one place.")
    self.limit = limit
  }

  /// How many places are taken.
  var takenCount: Int { taken.count }

  /// How many wait for a place.
  var waitingCount: Int { line.count }

  /// Someone to be woken: by the driver, or, where it can't be reached yet, by its own next question.
  struct Wakeup {
    let task: TaskID
    let waiter: Waiter?
    let settlement: PlaceSettlement
  }

  enum RequestAction: Equatable {
    case granted(ResourceID)
    case suspend(ticket: UInt64)
  }

  /// A task asks for a place.
  mutating func request(by task: TaskID) -> RequestAction {
    hasRoom ? .granted(take()) : .suspend(ticket: line.join((), by: task))
  }

  /// Makes someone who waits reachable. The answer is what to tell at once; none is to wait.
  mutating func attach(_ waiter: Waiter, to ticket: UInt64) -> PlaceSettlement? {
    line.attach(waiter, at: ticket) ? nil : settled.removeValue(forKey: ticket)
  }

  /// Someone who waits is asked to stop. Whoever has been served already keeps the place.
  mutating func cancel(_ ticket: UInt64) -> Wakeup? {
    line.leave(ticket).map { wakeup($0, .cancelled) }
  }

  /// A place comes free. The answer is who has it next, if there is somebody.
  mutating func giveBack(_ place: ResourceID) -> Wakeup? {
    let wasTaken = taken.remove(place) != nil
    precondition(wasTaken, "A resource was released that is not in use: release each one once.")
    free.append(place)
    return serve()
  }

  /// The limit changes. Nobody loses a place: over its new limit, nobody gets one until enough have been given back. The
  /// answer is who has one now.
  mutating func reconfigure(limit: Int?) -> [Wakeup] {
    precondition(limit ?? 1 > 0, "A resource needs at least one place.")
    self.limit = limit
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
    guard hasRoom, let first = line.popFirst() else { return nil }
    return wakeup(first, .granted(take()))
  }

  private mutating func wakeup(
    _ place: WaitLine<Void, Waiter>.Place, _ settlement: PlaceSettlement
  ) -> Wakeup {
    if place.waiter == nil { settled[place.number] = settlement }
    return Wakeup(task: place.task, waiter: place.waiter, settlement: settlement)
  }
}
