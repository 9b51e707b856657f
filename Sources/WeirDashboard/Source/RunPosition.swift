public import WeirEvents

/// A place in a run: after a number of events, at an instant that is not before the last of them.
public struct RunPosition: Sendable, Hashable, Comparable {
  /// How many events have happened.
  public var event: Int
  /// How far time has come.
  public var instant: VirtualInstant

  /// The place after a number of events, at an instant.
  public init(event: Int, instant: VirtualInstant) {
    (self.event, self.instant) = (event, instant)
  }

  /// The place before the first event.
  public static let start = RunPosition(event: 0, instant: .zero)

  public static func < (left: RunPosition, right: RunPosition) -> Bool {
    (left.event, left.instant) < (right.event, right.instant)
  }
}
