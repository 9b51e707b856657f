import WeirEvents

/// One piece of work from its offer to its end: an item that a task has taken, or a request.
///
/// The instants and the time spent are kept together and in order, so that the parts always add up
/// to the whole.
struct PieceOfWork: Sendable {
  /// When its producer offered it; the start of a request.
  let offered: VirtualInstant
  /// When it was enqueued; the start of a request.
  let enqueued: VirtualInstant
  /// When the task took it; the start of a request.
  let taken: VirtualInstant
  /// Its deadline: the last one that its task set for it, except within another one.
  var deadline = VirtualInstant.endOfTime
  /// Whether its last known result is a failure: a deadline that fired, attempts that ran out, or
  /// an error.
  var isGivenUp = false
  /// How long its task has waited for a resource during this work.
  private(set) var waitedNanoseconds: Int128 = 0
  /// How long its task has been opening connections during this work.
  private(set) var openingNanoseconds: Int128 = 0
  /// When its task last stopped waiting for a resource, or opening a connection.
  private var admitted: VirtualInstant

  init(offered: VirtualInstant, enqueued: VirtualInstant, taken: VirtualInstant) {
    self.offered = offered
    self.enqueued = enqueued
    self.taken = taken
    admitted = taken
  }

  /// Creates a request that begins.
  init(began: VirtualInstant) {
    self.init(offered: began, enqueued: began, taken: began)
  }

  /// Notes that its task no longer waits for a resource.
  mutating func addWait(since: VirtualInstant, at now: VirtualInstant) {
    waitedNanoseconds += now.distance(since: max(since, admitted))
    admitted = now
  }

  /// Notes that its task no longer opens a connection, or acquires a resource.
  mutating func addOpening(since: VirtualInstant, at now: VirtualInstant) {
    openingNanoseconds += now.distance(since: max(since, admitted))
    admitted = now
  }

  /// Removes its deadline if it was met in time.
  mutating func meetDeadline(at now: VirtualInstant) {
    if now <= deadline { deadline = .endOfTime }
  }

  /// The parts of its time if it ends at an instant.
  func time(until end: VirtualInstant) -> TimeSpent {
    TimeSpent(
      blocked: enqueued.distance(since: offered),
      waited: taken.distance(since: enqueued) + waitedNanoseconds,
      opening: openingNanoseconds,
      served: end.distance(since: taken) - waitedNanoseconds - openingNanoseconds)
  }
}

extension VirtualInstant {
  /// The exact nanoseconds from another instant to this one.
  fileprivate func distance(since other: VirtualInstant) -> Int128 {
    Int128(nanoseconds) - Int128(other.nanoseconds)
  }
}
