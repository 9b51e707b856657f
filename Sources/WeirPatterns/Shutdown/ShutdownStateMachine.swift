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

  /// - Parameter isIntake: of each part, in the order in which they are drained.
  init(isIntake: [Bool]) {
    self.isIntake = isIntake
  }

  enum Action: Equatable {
    /// Stop the parts of these indices.
    case stopIntake([Int])
    /// Wait until the part of that index is drained; stop it before, unless it is stopped.
    case drain(Int, isStopped: Bool)
    /// Ask all parts to stop; those of these indices have not been stopped yet.
    case cancel(unstopped: [Int])
    case finish
  }

  mutating func begin() -> Action {
    precondition(state == .idle, "A shutdown begins once.")
    state = .stopping
    return .stopIntake(isIntake.indices.filter { isIntake[$0] })
  }

  /// Nothing comes in from outside any more.
  mutating func intakeStopped() -> Action {
    drain(0)
  }

  /// The present part has no work left.
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

  /// The time for draining is up, or somebody does not want to wait for it.
  mutating func drainingInterrupted() -> Action {
    guard case .draining(let present) = state else { return .finish }
    state = .cancelling
    return .cancel(unstopped: isIntake.indices.filter { $0 > present && !isIntake[$0] })
  }

  /// What was asked to stop has stopped, or nobody waits for it any longer.
  mutating func cancellationSettled() -> Action {
    state = .finished
    return .finish
  }
}
