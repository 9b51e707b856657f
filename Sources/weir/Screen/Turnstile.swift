import Synchronization

/// Lets a limited number of things be under way between a task that brings them and a thread that
/// deals with them.
///
/// The task waits without holding a thread. Only one task may enter.
final class Turnstile: Sendable {
  private struct State {
    var places: Int
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state: Mutex<State>

  /// - Parameter limit: how many may be under way; at least 1.
  init(limit: Int) {
    state = Mutex(State(places: max(1, limit)))
  }

  /// Waits until there is a place, and takes it.
  func enter() async {
    await withCheckedContinuation { continuation in
      let hasPlace = state.withLock { state in
        guard state.places == 0 else {
          state.places -= 1
          return true
        }
        state.waiter = continuation
        return false
      }
      if hasPlace { continuation.resume() }
    }
  }

  /// Frees a place.
  func leave() {
    let waiter = state.withLock { state in
      let waiter = state.waiter
      state.waiter = nil
      if waiter == nil { state.places += 1 }
      return waiter
    }
    waiter?.resume()
  }
}
