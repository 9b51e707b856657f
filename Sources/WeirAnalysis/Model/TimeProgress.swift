public import WeirEvents

/// How much of a stretch of time is over at an instant.
public struct TimeProgress: Equatable, Sendable {
  /// From 0 to 1; a stretch without length is over.
  public let share: Double

  public init(from start: VirtualInstant, to end: VirtualInstant, at now: VirtualInstant) {
    let all = start.duration(to: end).seconds
    share = all > 0 ? min(max(start.duration(to: now).seconds / all, 0), 1) : 1
  }

  /// How much is left, from 0 to 1.
  public var rest: Double { 1 - share }
}
