public import WeirEvents

/// One line of a session log after the header.
public enum SessionEntry: Equatable, Sendable {
  /// An event.
  case event(Event)
  /// A finding was raised or cleared; a cleared one comes without its evidence.
  case finding(FindingChange, VirtualInstant)
  /// A second of a virtual clock has passed.
  case checkpoint(Checkpoint)
  /// The recording ended normally.
  case end(Checkpoint, EndReason)

  /// The progress of a run, and the digest that proves it.
  public struct Checkpoint: Hashable, Sendable {
    /// The instant that the run had reached.
    public var instant: VirtualInstant
    /// How many events there had been.
    public var events: Int
    /// The digest of the events as 16 hexadecimal digits; `nil` at the end of a log with a real
    /// clock.
    public var digest: String?

    /// Creates a checkpoint.
    public init(instant: VirtualInstant, events: Int, digest: String?) {
      self.instant = instant
      self.events = events
      self.digest = digest
    }
  }
}

extension SessionEntry {
  /// The instant of the line.
  public var instant: VirtualInstant {
    switch self {
    case .event(let event): event.instant
    case .finding(_, let instant): instant
    case .checkpoint(let checkpoint), .end(let checkpoint, _): checkpoint.instant
    }
  }
}
