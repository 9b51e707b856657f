import Synchronization

/// Limits how many things are in progress between a task that produces them and a thread that
/// handles them: an asynchronous counting semaphore.
///
/// The task waits without blocking a thread. Only one task may enter.
final class Turnstile: Sendable {
  private struct State {
    var places: Int
    var waiter: CheckedContinuation<Bool, Never>?

    /// Removes the waiting task.
    mutating func takeWaiter() -> CheckedContinuation<Bool, Never>? {
      defer { waiter = nil }
      return waiter
    }
  }

  private let state: Mutex<State>

  /// - Parameter limit: How many may be in progress; at least 1.
  init(limit: Int) {
    state = Mutex(State(places: max(1, limit), waiter: nil))
  }

  /// Waits for a free place, and takes it.
  ///
  /// - Returns: `false`, without taking a place, if the task is cancelled.
  func enter() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          // Checked within the lock: a cancellation is either seen here, or finds the waiter.
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
