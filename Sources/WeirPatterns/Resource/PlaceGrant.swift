public import Synchronization

/// Whether an acquisition has been given its place; after that it waits for something else.
@usableFromInline
final class PlaceGrant: Sendable {
  @usableFromInline let state = Atomic(false)

  @inlinable
  init() {}

  @inlinable
  var isGiven: Bool { state.load(ordering: .relaxed) }

  @inlinable
  func give() {
    state.store(true, ordering: .relaxed)
  }
}
