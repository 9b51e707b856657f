/// What can happen to a worker that runs tasks.
public enum WorkerEvent: Sendable, Equatable {
  /// A background worker was created, for computations that would block the loop; or, if `isLoop`,
  /// one more loop, which can be blocked itself.
  case created(name: Label, isLoop: Bool = false)
  /// A task computes on it; it can run nothing else meanwhile. `call` is the call that blocks, such
  /// as `time.sleep`, if a log says so.
  case occupied(by: TaskID, at: CallSite = .unknown, call: Symbol = .empty)
  /// The computation ended.
  case freed(by: TaskID)
}

extension WorkerEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case created = 52
    case occupied = 24
    case freed = 25

    public var schema: EventSchema {
      switch self {
      case .created: schema("workerCreated", .worker, .name, .loop.optional)
      case .occupied: schema("workerOccupied", .worker, .task, .call.optional, .place.optional)
      case .freed: schema("workerFreed", .worker, .task)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .created: .created
    case .occupied: .occupied
    case .freed: .freed
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ worker: WorkerID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(worker.rawValue)
    switch self {
    case .created(let name, let isLoop):
      writer.add(name)
      writer.note(isLoop)
    case .occupied(let task, let place, let call):
      writer.add(task.rawValue)
      writer.note(call)
      writer.note(place)
    case .freed(let task): writer.add(task.rawValue)
    }
  }
}

extension WorkerEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let worker = WorkerID(try reader.number())
    return .worker(worker, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> WorkerEvent {
    switch kind {
    case .created: .created(name: try reader.label(), isLoop: try reader.flag())
    case .occupied: try occupied(from: &reader)
    case .freed: .freed(by: TaskID(try reader.number()))
    }
  }

  /// The call comes before the place in a log.
  @inlinable
  static func occupied<Reader: FieldReader>(
    from reader: inout Reader
  ) throws(FieldFailure) -> WorkerEvent {
    let task = TaskID(try reader.number())
    let call = try reader.symbolOrEmpty()
    return .occupied(by: task, at: try reader.place(), call: call)
  }
}
