/// Some events in order, how far the run had come when they were delivered, and whether it
/// continues.
public struct EventBatch: Sendable, Equatable {
  /// In the order in which they happened; empty if only time passed.
  public var events: [Event]
  /// The instant the run has reached: no event of a later batch is earlier.
  public var now: VirtualInstant
  /// Whether the run can continue.
  public var state: RunState

  /// Some events, up to an instant.
  public init(events: [Event], now: VirtualInstant, state: RunState) {
    self.events = events
    self.now = now
    self.state = state
  }
}
