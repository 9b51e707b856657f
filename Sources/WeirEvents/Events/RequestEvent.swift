/// What can happen to a request that a task makes, and to its attempts.
public enum RequestEvent: Sendable, Equatable {
  /// The task began a piece of work whose answer is awaited; it makes one request at a time.
  case started
  /// The request was answered, or given up.
  case ended(TaskOutcome)
  /// The task began an attempt at something that may fail; counted from 1.
  case attemptStarted(UInt32)
  /// The task will make this attempt after a delay.
  case retryScheduled(attempt: UInt32, delay: Duration)
  /// The task gave up after a number of attempts.
  case retriesExhausted(attempts: UInt32, cause: ExhaustionCause)
}

extension RequestEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case started = 45
    case ended = 46
    case attemptStarted = 47
    case retryScheduled = 48
    case retriesExhausted = 49

    public var schema: EventSchema {
      switch self {
      case .started: schema("requestStarted", .task)
      case .ended: schema("requestEnded", .task, .outcome)
      case .attemptStarted: schema("attemptStarted", .task, .attempt)
      case .retryScheduled: schema("retryScheduled", .task, .attempt, .delay)
      case .retriesExhausted: schema("retriesExhausted", .task, .attempts, .exhaustionCause)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .started: .started
    case .ended: .ended
    case .attemptStarted: .attemptStarted
    case .retryScheduled: .retryScheduled
    case .retriesExhausted: .retriesExhausted
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ task: TaskID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(task.rawValue)
    switch self {
    case .ended(let outcome): writer.add(outcome)
    case .attemptStarted(let attempt): writer.add(attempt)
    case .retryScheduled(let attempt, let delay):
      writer.add(attempt)
      writer.add(delay.nanoseconds)
    case .retriesExhausted(let attempts, let cause):
      writer.add(attempts)
      writer.add(cause)
    case .started: break
    }
  }
}

extension RequestEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let task = TaskID(try reader.number())
    return .request(task, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> RequestEvent {
    switch kind {
    case .started: .started
    case .ended: .ended(try reader.word())
    case .attemptStarted: .attemptStarted(try reader.number())
    case .retryScheduled:
      .retryScheduled(attempt: try reader.number(), delay: try reader.duration())
    case .retriesExhausted:
      .retriesExhausted(attempts: try reader.number(), cause: try reader.word())
    }
  }
}

extension RequestEvent {
  /// Whether it ends a delay before the next attempt, if there was one.
  @inlinable
  public var isEndOfDelay: Bool {
    switch self {
    case .attemptStarted, .retriesExhausted, .ended: true
    case .started, .retryScheduled: false
    }
  }
}
