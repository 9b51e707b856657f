import Synchronization

/// A flag between two threads that something has changed, however often.
final class ChangeMark: Sendable {
  private let isSet = Atomic(false)

  func set() { isSet.store(true, ordering: .releasing) }

  /// Clears the flag, and returns whether it was set.
  func take() -> Bool { isSet.exchange(false, ordering: .acquiring) }
}
