public import WeirEvents

/// How far a graceful shutdown has come.
public struct ShutdownRecord: Hashable, Sendable {
  /// The task that shuts down.
  public let task: TaskID
  /// When it began.
  public let began: VirtualInstant
  public internal(set) var phase: ShutdownPhase
  /// Since when it has been in this phase.
  public internal(set) var since: VirtualInstant
  /// When the phase ends at the latest.
  public internal(set) var until: VirtualInstant
  /// How many pieces of work were not done when the phase began.
  public internal(set) var remaining: Int
}

extension ShutdownRecord {
  /// Whether it is over; what remains was abandoned.
  public var isOver: Bool { phase == .finished }
}
