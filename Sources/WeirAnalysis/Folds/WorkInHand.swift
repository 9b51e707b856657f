import WeirEvents

/// One piece of work from when it was offered to its end: an item that a task has taken, or a
/// request.
///
/// Where its time went is kept beside when it began, so that the parts and the whole have one
/// denominator by construction. Its instants come in order, so all parts fit into the whole.
struct WorkInHand: Sendable {
  /// When its producer came with it; a request's start.
  let offered: VirtualInstant
  /// When the queue took it in; a request's start.
  let enqueued: VirtualInstant
  /// When the task took it; a request's start.
  let taken: VirtualInstant
  /// When it should be done: the last deadline that its task set for it, unless inside of another
  /// one.
  var deadline = VirtualInstant.endOfTime
  /// Whether the last that is known of it is a failure: a deadline that fired, attempts that ran
  /// out, or an error.
  var isGivenUp = false
  /// How long its task has waited in line for a resource meanwhile.
  private(set) var linedNanoseconds: Int128 = 0
  /// How long its task has opened connections meanwhile.
  private(set) var openingNanoseconds: Int128 = 0
  /// When its task last stopped waiting in line, or opening a connection.
  private var admitted: VirtualInstant

  init(offered: VirtualInstant, enqueued: VirtualInstant, taken: VirtualInstant) {
    self.offered = offered
    self.enqueued = enqueued
    self.taken = taken
    admitted = taken
  }

  /// A request that begins.
  init(began: VirtualInstant) {
    self.init(offered: began, enqueued: began, taken: began)
  }

  /// Its task no longer waits in line for a resource.
  mutating func leaveLine(since: VirtualInstant, at now: VirtualInstant) {
    linedNanoseconds += now.distance(since: max(since, admitted))
    admitted = now
  }

  /// Its task no longer opens a connection, or acquires a resource.
  mutating func leaveOpening(since: VirtualInstant, at now: VirtualInstant) {
    openingNanoseconds += now.distance(since: max(since, admitted))
    admitted = now
  }

  /// Its deadline was met; it no longer counts, unless that was too late.
  mutating func meetDeadline(at now: VirtualInstant) {
    if now <= deadline { deadline = .endOfTime }
  }

  /// The parts of its time, if it ends at an instant.
  func time(until end: VirtualInstant) -> TimeSpent {
    TimeSpent(
      blocked: enqueued.distance(since: offered),
      waited: taken.distance(since: enqueued) + linedNanoseconds,
      opening: openingNanoseconds,
      served: end.distance(since: taken) - linedNanoseconds - openingNanoseconds)
  }
}

extension VirtualInstant {
  /// The exact nanoseconds from another instant to this one.
  fileprivate func distance(since other: VirtualInstant) -> Int128 {
    Int128(nanoseconds) - Int128(other.nanoseconds)
  }
}
