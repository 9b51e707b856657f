/// What can happen to a task.
public enum TaskEvent: Sendable, Equatable {
  /// The task was created by its parent.
  case created(name: Label, role: Symbol, parent: TaskID, origin: TaskOrigin = .unknown)
  /// What it waited for has happened; it runs as soon as a worker is free. Logs of real programs
  /// may name the task that woke it.
  case becameReady(by: TaskID = .none)
  /// It began to run, or continued.
  case resumed
  /// It gave up its worker to wait for something (or, with `Wait.work`, holds its worker and
  /// computes).
  case suspended(on: Wait, at: CallSite)
  /// It ended; `error` is empty unless it failed.
  case finished(TaskOutcome, error: Symbol)

  /// It was cancelled.
  case cancellationRequested(by: TaskID, at: CallSite = .unknown)
  /// The cancellation ended something that it was waiting for.
  case cancellationNoticed
  /// The task, cancelled, began to clean up; further cancellations don't disturb it.
  case cleanupStarted
  /// It has cleaned up.
  case cleanupEnded
  /// It was renamed.
  case renamed(Label)
  /// It was cancelled, received the cancellation, and continued all the same.
  case cancellationSwallowed(at: CallSite)
}

extension TaskEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case created = 1
    case becameReady = 2
    case resumed = 3
    case suspended = 4
    case finished = 5
    case cancellationRequested = 6
    case cancellationNoticed = 7
    case cleanupStarted = 8
    case cleanupEnded = 9
    case renamed = 57
    case cancellationSwallowed = 58

    public var schema: EventSchema {
      switch self {
      case .created:
        schema(
          "taskCreated", .task, .name, .role, .parent, .worker.optional, .eager.optional,
          .structured.optional, .place.optional)
      case .becameReady: schema("taskBecameReady", .task, .by.optional)
      case .resumed: schema("taskResumed", .task)
      case .suspended: schema("taskSuspended", .task, .wait, .place.optional)
      case .finished: schema("taskFinished", .task, .outcome, .error.optional)
      case .cancellationRequested: schema("cancellationRequested", .task, .by, .place.optional)
      case .cancellationNoticed: schema("cancellationNoticed", .task)
      case .cleanupStarted: schema("cleanupStarted", .task)
      case .cleanupEnded: schema("cleanupEnded", .task)
      case .renamed: schema("taskRenamed", .task, .name)
      case .cancellationSwallowed: schema("cancellationSwallowed", .task, .place.optional)
      }
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ task: TaskID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(task.rawValue)
    switch self {
    case .created(let name, let role, let parent, let origin):
      writer.add(name)
      writer.add(role)
      writer.add(parent.rawValue)
      writer.note(origin)
    case .becameReady(let waker): writer.note(waker.rawValue, unless: 0)
    case .suspended(let wait, let place):
      writer.add(wait)
      writer.note(place)
    case .finished(let outcome, let error):
      writer.add(outcome)
      writer.addUnlessEmpty(error)
    case .cancellationRequested(let by, let place):
      writer.add(by.rawValue)
      writer.note(place)
    case .renamed(let name): writer.add(name)
    case .cancellationSwallowed(let place): writer.note(place)
    case .resumed, .cancellationNoticed, .cleanupStarted, .cleanupEnded: break
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .created: .created
    case .becameReady: .becameReady
    case .resumed: .resumed
    case .suspended: .suspended
    case .finished: .finished
    case .cancellationRequested: .cancellationRequested
    case .cancellationNoticed: .cancellationNoticed
    case .cleanupStarted: .cleanupStarted
    case .cleanupEnded: .cleanupEnded
    case .renamed: .renamed
    case .cancellationSwallowed: .cancellationSwallowed
    }
  }
}

extension TaskEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let task = TaskID(try reader.number())
    return .task(task, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> TaskEvent {
    switch kind {
    case .created:
      .created(
        name: try reader.label(), role: try reader.symbol(), parent: TaskID(try reader.number()),
        origin: try reader.origin())
    case .becameReady: .becameReady(by: TaskID(try reader.number(or: 0)))
    case .resumed: .resumed
    case .suspended: .suspended(on: try reader.wait(), at: try reader.place())
    case .finished: .finished(try reader.word(), error: try reader.symbolOrEmpty())
    case .cancellationRequested:
      .cancellationRequested(by: TaskID(try reader.number()), at: try reader.place())
    case .cancellationNoticed: .cancellationNoticed
    case .cleanupStarted: .cleanupStarted
    case .cleanupEnded: .cleanupEnded
    case .renamed: .renamed(try reader.label())
    case .cancellationSwallowed: .cancellationSwallowed(at: try reader.place())
    }
  }
}

extension TaskEvent {
  /// The step in the task's life; `nil` if the task continues with what it was doing.
  @inlinable
  public var step: TaskStep? {
    switch self {
    case .created(let name, let role, let parent, _):
      .began(name: name, role: role, parent: parent)
    case .becameReady: .becameReady
    case .resumed: .resumed
    case .suspended(let wait, _): .suspended(on: wait)
    case .finished(let outcome, _): .finished(outcome)
    case .cleanupStarted: .cleanupStarted
    case .cleanupEnded: .cleanupEnded
    case .cancellationRequested, .cancellationNoticed, .renamed, .cancellationSwallowed: nil
    }
  }
}
