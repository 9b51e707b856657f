/// What the source of a stream of events reports about the stream itself.
public enum SourceEvent: Sendable, Equatable {
  /// A sign of life: the numbers of events written and lost so far, and of the source's own faults
  /// that it caught. Comes every second of a real clock, even if nothing happens.
  case pulse(written: UInt64, lost: UInt64, faults: UInt32)
  /// A snapshot began: the events up to its end describe what is alive, after `lost` events were
  /// lost since an instant.
  case snapshotBegan(lost: UInt64, since: VirtualInstant)
  /// The snapshot ended: `tasks` tasks are alive, and those it did not name are not.
  case snapshotEnded(tasks: UInt32)
}

extension SourceEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
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

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .pulse: .pulse
    case .snapshotBegan: .snapshotBegan
    case .snapshotEnded: .snapshotEnded
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
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
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
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
