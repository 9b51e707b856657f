import Synchronization

/// Whether somebody who asked for a place has been given one: from then on it waits for something else.
final class Turn: Sendable {
  private let state = Atomic(false)

  var hasCome: Bool { state.load(ordering: .relaxed) }

  func come() {
    state.store(true, ordering: .relaxed)
  }
}
