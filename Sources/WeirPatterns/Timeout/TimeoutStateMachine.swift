/// The decisions of one deadline: what it means that it passes, or that the work ends, whichever is
/// first.
@usableFromInline
struct TimeoutStateMachine {
  @usableFromInline
  enum State {
    case armed, fired, settled
  }

  @usableFromInline var state = State.armed

  @inlinable
  init() {}

  @usableFromInline
  enum DeadlineAction: Equatable, Sendable {
    /// Cancel the work.
    case fire
    /// The work has ended already.
    case ignore
  }

  @inlinable
  mutating func deadlinePassed() -> DeadlineAction {
    guard state == .armed else { return .ignore }
    state = .fired
    return .fire
  }

  /// How the work ended.
  @usableFromInline
  enum End: Equatable, Sendable {
    case returned
    /// It threw because it was cancelled.
    case stopped
    /// It threw because of an inner deadline.
    case timedOut
    case failed
  }

  @usableFromInline
  enum EndAction: Equatable, Sendable {
    /// In time: return its result.
    case meet
    /// Ended by something else, in time: throw its error.
    case cancel
    /// Too late, but with a result, which must not be lost: return it.
    case deliverLate
    /// Too late, and it stopped: throw `TimeoutError`.
    case timeOut
    /// Too late, and it failed with an error of its own: throw that.
    case failLate
  }

  @inlinable
  mutating func workEnded(_ end: End) -> EndAction {
    let wasFired = state == .fired
    state = .settled
    switch (wasFired, end) {
    case (false, .returned): return .meet
    case (false, .stopped), (false, .timedOut), (false, .failed): return .cancel
    case (true, .returned): return .deliverLate
    case (true, .stopped), (true, .timedOut): return .timeOut
    case (true, .failed): return .failLate
    }
  }
}
