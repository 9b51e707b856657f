/// A change of the findings, and its position in the trace.
public struct TimedFindingChange: Hashable, Sendable {
  /// The virtual instant of the change.
  public var instant: VirtualInstant
  /// The number of events of the trace before it.
  public var eventsBefore: Int
  /// The finding that was raised or cleared.
  public var change: FindingChange

  /// A change at an instant, after a number of events.
  public init(instant: VirtualInstant, eventsBefore: Int, change: FindingChange) {
    self.instant = instant
    self.eventsBefore = eventsBefore
    self.change = change
  }
}
