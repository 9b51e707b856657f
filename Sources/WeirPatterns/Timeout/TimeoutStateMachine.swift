/// The decisions of one deadline: what its passing and the end of the work mean, whichever comes
/// first.
struct TimeoutStateMachine {
  private enum State {
    case armed, fired, settled
  }

  private var state = State.armed

  enum DeadlineAction: Equatable {
    /// Ask the work to stop.
    case fire
    /// The work is over.
    case ignore
  }

  mutating func deadlinePassed() -> DeadlineAction {
    guard state == .armed else { return .ignore }
    state = .fired
    return .fire
  }

  /// How the work ended.
  enum End: Equatable {
    case returned
    /// It threw because it was asked to stop.
    case stopped
    /// It threw because of a deadline further in.
    case timedOut
    case failed
  }

  enum EndAction: Equatable {
    /// In time: hand on what it returned.
    case meet
    /// Ended by something else, in time: hand on what it threw.
    case cancel
    /// Too late, but it has a result, which must not be lost: hand it on.
    case deliverLate
    /// Too late, and it stopped: throw that the time was up.
    case timeOut
    /// Too late, and it failed of itself: hand on what it threw.
    case failLate
  }

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
