import WeirTrace

/// How many events of a run were told, and when the last ones happened: where a step back leads. Used by the run's thread
/// alone.
final class ToldEvents: @unchecked Sendable {
  private(set) var count = 0
  private(set) var last = VirtualInstant.zero
  /// When the event before the last one happened; the run's start where there is none.
  private(set) var instantBeforeLast = VirtualInstant.zero

  func note(_ events: [Event]) {
    guard let newest = events.last else { return }
    instantBeforeLast = events.dropLast().last?.instant ?? last
    last = newest.instant
    count += events.count
  }

  func forget() {
    count = 0
    last = .zero
    instantBeforeLast = .zero
  }
}
