/// What can happen to a batcher and its open batch.
public enum BatchEvent: Sendable, Equatable {
  /// The batcher was created: it flushes a batch of `size` items, or one that is `linger` old.
  case created(name: Label, linger: Duration, size: UInt32)
  /// Its limits were changed.
  case reconfigured(size: UInt32, linger: Duration)
  /// A task began a new batch, which is flushed at `due` at the latest.
  case opened(by: TaskID, due: VirtualInstant)
  /// A task added an item to the open batch, which holds `size` items afterwards.
  case itemAdded(by: TaskID, size: UInt32)
  /// A task withdrew its item from the open batch, which holds `size` items afterwards; an empty
  /// batch is closed.
  case itemWithdrawn(by: TaskID, size: UInt32)
  /// The open batch was handed on to be processed.
  case flushed(by: TaskID, size: UInt32, cause: FlushCause)
  /// A batch of `size` items, flushed earlier, has been processed.
  case ended(by: TaskID, size: UInt32)
}

extension BatchEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case created = 39
    case reconfigured = 40
    case opened = 41
    case itemAdded = 42
    case itemWithdrawn = 53
    case flushed = 43
    case ended = 44

    public var schema: EventSchema {
      switch self {
      case .created: schema("batcherCreated", .batcher, .name, .size, .linger)
      case .reconfigured: schema("batcherReconfigured", .batcher, .size, .linger)
      case .opened: schema("batchOpened", .batcher, .task, .due)
      case .itemAdded: schema("itemBatched", .batcher, .task, .size)
      case .itemWithdrawn: schema("itemWithdrawn", .batcher, .task, .size)
      case .flushed: schema("batchFlushed", .batcher, .task, .size, .flushCause)
      case .ended: schema("batchEnded", .batcher, .task, .size)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .created: .created
    case .reconfigured: .reconfigured
    case .opened: .opened
    case .itemAdded: .itemAdded
    case .itemWithdrawn: .itemWithdrawn
    case .flushed: .flushed
    case .ended: .ended
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ batcher: BatcherID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(batcher.rawValue)
    switch self {
    case .created(let name, let linger, let size):
      writer.add(name)
      writer.add(size)
      writer.add(linger.nanoseconds)
    case .reconfigured(let size, let linger):
      writer.add(size)
      writer.add(linger.nanoseconds)
    case .opened(let task, let due):
      writer.add(task.rawValue)
      writer.add(due.nanoseconds)
    case .itemAdded(let task, let size):
      writer.add(task.rawValue)
      writer.add(size)
    case .itemWithdrawn(let task, let size):
      writer.add(task.rawValue)
      writer.add(size)
    case .flushed(let task, let size, let cause):
      writer.add(task.rawValue)
      writer.add(size)
      writer.add(cause)
    case .ended(let task, let size):
      writer.add(task.rawValue)
      writer.add(size)
    }
  }
}

extension BatchEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let batcher = BatcherID(try reader.number())
    return .batch(batcher, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> BatchEvent {
    switch kind {
    case .created: try created(from: &reader)
    case .reconfigured: .reconfigured(size: try reader.number(), linger: try reader.duration())
    case .opened: .opened(by: TaskID(try reader.number()), due: try reader.instant())
    case .itemAdded: .itemAdded(by: TaskID(try reader.number()), size: try reader.number())
    case .itemWithdrawn: .itemWithdrawn(by: TaskID(try reader.number()), size: try reader.number())
    case .flushed:
      .flushed(by: TaskID(try reader.number()), size: try reader.number(), cause: try reader.word())
    case .ended: .ended(by: TaskID(try reader.number()), size: try reader.number())
    }
  }

  /// The size comes first in a log.
  @inlinable
  static func created<Reader: FieldReader>(
    from reader: inout Reader
  ) throws(FieldFailure) -> BatchEvent {
    let name = try reader.label()
    let size: UInt32 = try reader.number()
    return .created(name: name, linger: try reader.duration(), size: size)
  }
}

extension BatchEvent {
  /// The task that acted; `TaskID.none` if the event names none.
  @inlinable
  public var task: TaskID {
    switch self {
    case .opened(let by, _), .itemAdded(let by, _), .itemWithdrawn(let by, _),
      .flushed(let by, _, _), .ended(let by, _):
      by
    case .created, .reconfigured: .none
    }
  }

  /// The number of items in the open batch afterwards; `nil` if the event does not say.
  @inlinable
  public var fill: UInt32? {
    switch self {
    case .itemAdded(_, let size), .itemWithdrawn(_, let size): size
    case .flushed: 0
    case .created, .reconfigured, .opened, .ended: nil
    }
  }
}
