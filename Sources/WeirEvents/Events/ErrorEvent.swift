/// What can happen to an error in a task.
public enum ErrorEvent: Sendable, Equatable {
  /// The task met the error.
  case thrown(Symbol)
  /// The task handled the error.
  case caught(Symbol)
  /// The task failed with the error, and nothing can ever observe it: its handle is gone and
  /// nothing awaits it.
  case unobserved(Symbol)
}

extension ErrorEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case thrown = 22
    case caught = 23
    case unobserved = 50

    public var schema: EventSchema {
      switch self {
      case .thrown: schema("errorThrown", .task, .error)
      case .caught: schema("errorCaught", .task, .error)
      case .unobserved: schema("errorUnobserved", .task, .error)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .thrown: .thrown
    case .caught: .caught
    case .unobserved: .unobserved
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ task: TaskID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(task.rawValue)
    switch self {
    case .thrown(let error): writer.add(error)
    case .caught(let error): writer.add(error)
    case .unobserved(let error): writer.add(error)
    }
  }
}

extension ErrorEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let task = TaskID(try reader.number())
    return .error(task, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> ErrorEvent {
    switch kind {
    case .thrown: .thrown(try reader.symbol())
    case .caught: .caught(try reader.symbol())
    case .unobserved: .unobserved(try reader.symbol())
    }
  }
}
