/// A change of the findings, and where it stands in the trace.
public struct TimedFindingChange: Hashable, Sendable {
  /// The virtual instant at which it became so.
  public var instant: VirtualInstant
  /// How many events of the trace come before it.
  public var eventsBefore: Int
  public var change: FindingChange

  public init(instant: VirtualInstant, eventsBefore: Int, change: FindingChange) {
    self.instant = instant
    self.eventsBefore = eventsBefore
    self.change = change
  }
}
