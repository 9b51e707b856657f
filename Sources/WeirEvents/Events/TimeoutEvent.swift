/// What can happen to a deadline of a task's work.
public enum TimeoutEvent: Sendable, Equatable {
  /// Work of the task has to end by `deadline`.
  case armed(by: TaskID, deadline: VirtualInstant, at: CallSite = .unknown)
  /// The work ended in time.
  case met(by: TaskID)
  /// The deadline passed; the work is cancelled.
  case fired(by: TaskID)
  /// Something else ended the work before its deadline: an error, or a cancellation from outside.
  case cancelled(by: TaskID)
  /// Work whose deadline had passed ended. What it did after the deadline was wasted.
  case workEnded(by: TaskID)
}

extension TimeoutEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case armed = 17
    case met = 18
    case fired = 19
    case cancelled = 20
    case workEnded = 21

    public var schema: EventSchema {
      switch self {
      case .armed: schema("timeoutArmed", .timeout, .task, .deadline, .place.optional)
      case .met: schema("timeoutMet", .timeout, .task)
      case .fired: schema("timeoutFired", .timeout, .task)
      case .cancelled: schema("timeoutCancelled", .timeout, .task)
      case .workEnded: schema("timedOutWorkEnded", .timeout, .task)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .armed: .armed
    case .met: .met
    case .fired: .fired
    case .cancelled: .cancelled
    case .workEnded: .workEnded
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ timeout: TimeoutID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(timeout.rawValue)
    switch self {
    case .armed(let task, let deadline, let place):
      writer.add(task.rawValue)
      writer.add(deadline.nanoseconds)
      writer.note(place)
    case .met(let task): writer.add(task.rawValue)
    case .fired(let task): writer.add(task.rawValue)
    case .cancelled(let task): writer.add(task.rawValue)
    case .workEnded(let task): writer.add(task.rawValue)
    }
  }
}

extension TimeoutEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let timeout = TimeoutID(try reader.number())
    return .timeout(timeout, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> TimeoutEvent {
    switch kind {
    case .armed:
      .armed(
        by: TaskID(try reader.number()), deadline: try reader.instant(), at: try reader.place())
    case .met: .met(by: TaskID(try reader.number()))
    case .fired: .fired(by: TaskID(try reader.number()))
    case .cancelled: .cancelled(by: TaskID(try reader.number()))
    case .workEnded: .workEnded(by: TaskID(try reader.number()))
    }
  }
}

extension TimeoutEvent {
  /// The task whose work has the deadline.
  @inlinable
  public var task: TaskID {
    switch self {
    case .armed(let by, _, _), .met(let by), .fired(let by), .cancelled(let by),
      .workEnded(let by):
      by
    }
  }
}

extension TimeoutEvent {
  /// Whether the work that had the deadline is over.
  @inlinable
  public var isOver: Bool {
    switch self {
    case .met, .cancelled, .workEnded: true
    case .armed, .fired: false
    }
  }
}
