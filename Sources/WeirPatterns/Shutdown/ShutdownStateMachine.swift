/// The decisions of a graceful shutdown: which part is next, and what the end of the grace period
/// means.
///
/// Each part is stopped exactly once, whatever happens.
struct ShutdownStateMachine {
  private enum State: Equatable {
    case idle, stopping
    case draining(Int)
    case cancelling, finished
  }

  private let isIntake: [Bool]
  private var state = State.idle

  /// - Parameter isIntake: whether each part takes in work from outside, in the order in which they
  ///   are drained.
  init(isIntake: [Bool]) {
    self.isIntake = isIntake
  }

  enum Action: Equatable {
    /// Stop the parts with these indices.
    case stopIntake([Int])
    /// Wait until the part with that index is drained; stop it first, unless it is stopped already.
    case drain(Int, isStopped: Bool)
    /// Cancel all parts; those with these indices have not been stopped yet.
    case cancel(unstopped: [Int])
    case finish
  }

  mutating func begin() -> Action {
    precondition(state == .idle, "A shutdown begins only once.")
    state = .stopping
    return .stopIntake(isIntake.indices.filter { isIntake[$0] })
  }

  /// All parts that take in work from outside have been stopped.
  mutating func intakeStopped() -> Action {
    drain(0)
  }

  /// The current part has no work left.
  mutating func partDrained() -> Action {
    guard case .draining(let index) = state else { return .finish }
    return drain(index + 1)
  }

  private mutating func drain(_ index: Int) -> Action {
    guard isIntake.indices.contains(index) else {
      state = .finished
      return .finish
    }
    state = .draining(index)
    return .drain(index, isStopped: isIntake[index])
  }

  /// The grace period is over, or the shutdown was cancelled.
  mutating func drainingInterrupted() -> Action {
    guard case .draining(let present) = state else { return .finish }
    state = .cancelling
    return .cancel(unstopped: isIntake.indices.filter { $0 > present && !isIntake[$0] })
  }

  /// Cancelled work has stopped, or the wait for it timed out.
  mutating func cancellationSettled() -> Action {
    state = .finished
    return .finish
  }
}
