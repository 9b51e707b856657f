/// What the source of a stream of events says about the stream.
public enum SourceEvent: Sendable, Equatable {
  /// It lives: so many events were written and lost so far, and so many of its own faults were caught.
  /// Comes every second of a real clock, also while nothing happens.
  case pulse(written: UInt64, lost: UInt64, faults: UInt32)
  /// What comes up to the end of the snapshot describes what lives, after `lost` events were lost since
  /// an instant.
  case snapshotBegan(lost: UInt64, since: VirtualInstant)
  /// So many tasks live. What the snapshot did not name does not.
  case snapshotEnded(tasks: UInt32)
}

extension SourceEvent: EventGroup {
  public enum Kind: UInt8, EventGroupKind {
    case pulse = 60
    case snapshotBegan = 61
    case snapshotEnded = 62

    public var schema: EventSchema {
      switch self {
      case .pulse: schema("pulse", .written, .lost, .faults)
      case .snapshotBegan: schema("snapshotBegan", .lost, .since)
      case .snapshotEnded: schema("snapshotEnded", .tasks)
      }
    }
  }

  @inlinable
  public var kind: Kind {
    switch self {
    case .pulse: .pulse
    case .snapshotBegan: .snapshotBegan
    case .snapshotEnded: .snapshotEnded
    }
  }

  @inlinable
  public func write(to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    switch self {
    case .pulse(let written, let lost, let faults):
      writer.add(written)
      writer.add(lost)
      writer.add(faults)
    case .snapshotBegan(let lost, let since):
      writer.add(lost)
      writer.add(since.nanoseconds)
    case .snapshotEnded(let tasks): writer.add(tasks)
    }
  }
}

extension SourceEvent {
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    .source(try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> SourceEvent {
    switch kind {
    case .pulse:
      .pulse(written: try reader.number(), lost: try reader.number(), faults: try reader.number())
    case .snapshotBegan: .snapshotBegan(lost: try reader.number(), since: try reader.instant())
    case .snapshotEnded: .snapshotEnded(tasks: try reader.number())
    }
  }
}
