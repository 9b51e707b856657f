/// Some events in their order, how far the run had come when they were handed on, and whether it goes on.
public struct EventBatch: Sendable, Equatable {
  /// In the order in which things happened; may be empty when only time went by.
  public var events: [Event]
  /// The instant the run has reached: no event of a later batch is earlier.
  public var now: VirtualInstant
  public var state: RunState

  public init(events: [Event], now: VirtualInstant, state: RunState) {
    self.events = events
    self.now = now
    self.state = state
  }
}
