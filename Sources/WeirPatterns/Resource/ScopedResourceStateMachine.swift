public import WeirEvents

/// The decisions about a limited number of places: which task gets one, which waits, which is next.
///
/// Waiting tasks are served first come, first served. A place is at any time either free or taken
/// by one task.
@usableFromInline
struct ScopedResourceStateMachine<Waiter> {
  @usableFromInline var limit: Int?
  @usableFromInline var taken: Set<ResourceID> = []
  /// Places that were taken before; the last one that became free is the first to be taken again.
  @usableFromInline var free: [ResourceID] = []
  /// The current lease of each place for which something has been acquired.
  @usableFromInline var leases: [ResourceID: UInt64] = [:]
  @usableFromInline var leased: UInt64 = 0
  @usableFromInline var room = WaitingRoom<Void, PlaceAnswer, Waiter>()

  @inlinable
  init(limit: Int?) {
    self.limit = limit.map { max(1, $0) }
  }

  /// The number of places that are taken.
  var takenCount: Int { taken.count }

  /// The number of tasks that wait for a place.
  var waitingCount: Int { room.count }

  @usableFromInline
  typealias Wakeup = WeirPatterns.Wakeup<PlaceAnswer, Waiter>

  @usableFromInline
  enum RequestAction: Equatable {
    case granted(ResourceID)
    case suspend(ticket: UInt64)
  }

  /// A task asks for a place.
  @inlinable
  mutating func request(by task: TaskID) -> RequestAction {
    hasRoom ? .granted(take()) : .suspend(ticket: room.enter(task))
  }

  /// Attaches the continuation of a waiting task. Returns the answer if there is one already.
  @inlinable
  mutating func attach(_ waiter: Waiter, to ticket: UInt64) -> PlaceAnswer? {
    room.attach(waiter, at: ticket)
  }

  /// A waiting task is cancelled. A task that has been served already keeps its place.
  @inlinable
  mutating func cancel(_ ticket: UInt64) -> Wakeup? {
    room.answer(ticket, .cancelled)?.wakeup
  }

  /// The acquisition for a place succeeded. Returns the number of the lease.
  @inlinable
  mutating func lease(_ place: ResourceID) -> UInt64 {
    leased += 1
    leases[place] = leased
    return leased
  }

  /// A lease is released. Returns `false` if it was released before: another task may have its
  /// place by now.
  @inlinable
  mutating func endLease(_ number: UInt64, of place: ResourceID) -> Bool {
    guard leases[place] == number else { return false }
    leases[place] = nil
    return true
  }

  /// A place becomes free. Returns how to wake the task that has it next, if there is one.
  @inlinable
  mutating func releasePlace(_ place: ResourceID) -> Wakeup? {
    let wasTaken = taken.remove(place) != nil
    precondition(wasTaken, "A resource that is not in use was released: release each one once.")
    free.append(place)
    return serve()
  }

  /// The limit changes. No task loses its place: over the new limit, none gets one until enough
  /// have been released. Returns how to wake those that have one now.
  @inlinable
  mutating func reconfigure(limit: Int?) -> [Wakeup] {
    self.limit = limit.map { max(1, $0) }
    var wakeups: [Wakeup] = []
    while let wakeup = serve() { wakeups.append(wakeup) }
    return wakeups
  }

  @inlinable
  var hasRoom: Bool { taken.count < limit ?? .max }

  @inlinable
  mutating func take() -> ResourceID {
    let place = free.popLast() ?? ResourceID(UInt32(taken.count + 1))
    taken.insert(place)
    return place
  }

  @inlinable
  mutating func serve() -> Wakeup? {
    guard hasRoom, !room.isEmpty else { return nil }
    let place = take()
    return room.answerFirst(.granted(place))?.wakeup
  }
}
