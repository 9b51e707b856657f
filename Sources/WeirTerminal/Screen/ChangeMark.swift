import Synchronization

/// A note between two threads that something has changed, however often.
final class ChangeMark: Sendable {
  private let isSet = Atomic(false)

  func set() { isSet.store(true, ordering: .releasing) }

  /// Takes the note away, and says whether there was one.
  func take() -> Bool { isSet.exchange(false, ordering: .acquiring) }
}
