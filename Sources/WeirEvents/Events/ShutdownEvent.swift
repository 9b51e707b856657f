/// What can happen to a graceful shutdown.
public enum ShutdownEvent: Sendable, Equatable {
  /// The next phase began; `remaining` pieces of work are not done, and the phase ends at `until`
  /// at the latest.
  case phaseBegan(ShutdownPhase, remaining: UInt32, until: VirtualInstant)
}

extension ShutdownEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case phaseBegan = 51

    public var schema: EventSchema {
      switch self {
      case .phaseBegan: schema("shutdownPhaseBegan", .task, .phase, .remaining, .until)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .phaseBegan: .phaseBegan
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ task: TaskID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(task.rawValue)
    switch self {
    case .phaseBegan(let phase, let remaining, let until):
      writer.add(phase)
      writer.add(remaining)
      writer.add(until.nanoseconds)
    }
  }
}

extension ShutdownEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let task = TaskID(try reader.number())
    return .shutdown(task, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> ShutdownEvent {
    switch kind {
    case .phaseBegan:
      .phaseBegan(try reader.word(), remaining: try reader.number(), until: try reader.instant())
    }
  }
}
