import Synchronization

/// Lets a limited number of things be under way between a task that brings them and a thread that
/// deals with them.
///
/// The task waits without holding a thread. Only one task may enter.
final class Turnstile: Sendable {
  private struct State {
    var places: Int
    var waiter: CheckedContinuation<Bool, Never>?

    /// Takes the waiting task out.
    mutating func takeWaiter() -> CheckedContinuation<Bool, Never>? {
      defer { waiter = nil }
      return waiter
    }
  }

  private let state: Mutex<State>

  /// - Parameter limit: how many may be under way; at least 1.
  init(limit: Int) {
    state = Mutex(State(places: max(1, limit), waiter: nil))
  }

  /// Waits until there is a place, and takes it.
  ///
  /// - Returns: false, and no place is taken, if the task is cancelled.
  func enter() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          // Asked within the lock: a cancellation either is seen here, or finds the waiter.
          guard !Task.isCancelled else { return false }
          guard state.places == 0 else {
            state.places -= 1
            return true
          }
          state.waiter = continuation
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.takeWaiter() }?.resume(returning: false)
    }
  }

  /// Frees a place.
  func leave() {
    let waiter = state.withLock { state in
      let waiter = state.takeWaiter()
      if waiter == nil { state.places += 1 }
      return waiter
    }
    waiter?.resume(returning: true)
  }
}
