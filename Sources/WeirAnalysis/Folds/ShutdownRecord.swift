public import WeirEvents

/// The progress of a graceful shutdown.
public struct ShutdownRecord: Hashable, Sendable {
  /// The task that shuts down.
  public let task: TaskID
  /// When it began.
  public let began: VirtualInstant
  /// The current phase.
  public internal(set) var phase: ShutdownPhase
  /// When this phase began.
  public internal(set) var since: VirtualInstant
  /// The latest instant at which the phase ends.
  public internal(set) var until: VirtualInstant
  /// How many pieces of work were unfinished when the phase began.
  public internal(set) var remaining: Int
}

extension ShutdownRecord {
  /// Whether it is over; remaining work was abandoned.
  public var isOver: Bool { phase == .finished }
}
