public import WeirEvents

/// One line of a session log after the header.
public enum SessionEntry: Equatable, Sendable {
  /// Something happened.
  case event(Event)
  /// A lint spoke, or had nothing more to say; a warning that was cleared comes without its evidence.
  case finding(FindingChange, VirtualInstant)
  /// A second of a virtual clock has passed.
  case checkpoint(Checkpoint)
  /// The recording ended in order.
  case end(Checkpoint, EndReason)

  /// How far a run had come, and the proof.
  public struct Checkpoint: Hashable, Sendable {
    public var instant: VirtualInstant
    /// How many events there had been.
    public var events: Int
    /// Their digest, as 16 hexadecimal digits; nil at the end of a log with a real clock.
    public var digest: String?

    public init(instant: VirtualInstant, events: Int, digest: String?) {
      self.instant = instant
      self.events = events
      self.digest = digest
    }
  }
}

extension SessionEntry {
  /// When it happened.
  public var instant: VirtualInstant {
    switch self {
    case .event(let event): event.instant
    case .finding(_, let instant): instant
    case .checkpoint(let checkpoint), .end(let checkpoint, _): checkpoint.instant
    }
  }
}
