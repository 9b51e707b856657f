/// What can happen to an error that a task met.
public enum ErrorEvent: Sendable, Equatable {
  /// The task met it.
  case thrown(Symbol)
  /// The task handled it.
  case caught(Symbol)
  /// The task failed with it, and nobody can ever see why: its handle is gone and nobody waits for its end.
  case unobserved(Symbol)
}

extension ErrorEvent: EventGroup {
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

  @inlinable
  public var kind: Kind {
    switch self {
    case .thrown: .thrown
    case .caught: .caught
    case .unobserved: .unobserved
    }
  }

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
