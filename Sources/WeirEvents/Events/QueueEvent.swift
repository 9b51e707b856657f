/// What can happen to a queue and its items.
public enum QueueEvent: Sendable, Equatable {
  /// The queue was created, with `depth` items; without a capacity it is unlimited.
  case created(
    name: Label, at: CallSite = .unknown, depth: UInt32 = 0, capacity: UInt32?,
    overflow: OverflowPolicy, order: QueueOrder = .fifo)
  /// Its capacity or its overflow policy was changed.
  case reconfigured(capacity: UInt32?, overflow: OverflowPolicy)
  /// An item was enqueued; `depth` items wait afterwards. An item handed straight to a waiting
  /// consumer takes no place, and leaves the depth as it was.
  case enqueued(by: TaskID, item: ItemID, depth: UInt32)
  /// A task dequeued an item; `depth` items wait afterwards.
  case dequeued(by: TaskID, item: ItemID, depth: UInt32)
  /// An item was dropped; `by` is the task whose call caused it, and `depth` items wait afterwards.
  case dropped(by: TaskID, item: ItemID, cause: DropCause, depth: UInt32)
  /// A task marked an item as done (`ItemID.unknown` if it is not known which); `unfinished` items
  /// have been enqueued and are not done.
  case done(by: TaskID, item: ItemID, unfinished: UInt32)
  /// The queue was closed: it takes in nothing more.
  case closed
  /// The numbers of items enqueued, dequeued and done since the last count, in place of an event
  /// for each; `depth` items wait now, and at most `high` did meanwhile.
  case counted(enqueued: UInt32, dequeued: UInt32, done: UInt32, depth: UInt32, high: UInt32)
}

extension QueueEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case created = 10
    case reconfigured = 11
    case enqueued = 12
    case dequeued = 13
    case dropped = 14
    case done = 15
    case closed = 16
    case counted = 59

    public var schema: EventSchema {
      switch self {
      case .created:
        schema(
          "queueCreated", .queue, .name, .capacity, .overflow.optional, .depth.optional,
          .order.optional, .place.optional)
      case .reconfigured: schema("queueReconfigured", .queue, .capacity, .overflow)
      case .enqueued: schema("itemEnqueued", .queue, .task, .item, .depth)
      case .dequeued: schema("itemDequeued", .queue, .task, .item, .depth)
      case .dropped: schema("itemDropped", .queue, .task, .item, .dropCause, .depth)
      case .done: schema("itemDone", .queue, .task, .item.optional, .unfinished)
      case .closed: schema("queueClosed", .queue)
      case .counted: schema("queueCounted", .queue, .enqueued, .dequeued, .done, .depth, .high)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .created: .created
    case .reconfigured: .reconfigured
    case .enqueued: .enqueued
    case .dequeued: .dequeued
    case .dropped: .dropped
    case .done: .done
    case .closed: .closed
    case .counted: .counted
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ queue: QueueID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(queue.rawValue)
    switch self {
    case .created(let name, let place, let depth, let capacity, let overflow, let order):
      writer.add(name)
      writer.add(capacity: capacity)
      writer.add(overflow)
      writer.note(depth, unless: 0)
      writer.note(order, unless: .fifo)
      writer.note(place)
    case .reconfigured(let capacity, let overflow):
      writer.add(capacity: capacity)
      writer.add(overflow)
    case .enqueued(let task, let item, let depth):
      writer.add(task.rawValue)
      writer.add(item.rawValue)
      writer.add(depth)
    case .dequeued(let task, let item, let depth):
      writer.add(task.rawValue)
      writer.add(item.rawValue)
      writer.add(depth)
    case .dropped(let task, let item, let cause, let depth):
      writer.add(task.rawValue)
      writer.add(item.rawValue)
      writer.add(cause)
      writer.add(depth)
    case .done(let task, let item, let unfinished):
      writer.add(task.rawValue)
      writer.add(item.rawValue)
      writer.add(unfinished)
    case .counted(let enqueued, let dequeued, let done, let depth, let high):
      writer.add(enqueued)
      writer.add(dequeued)
      writer.add(done)
      writer.add(depth)
      writer.add(high)
    case .closed: break
    }
  }
}

extension QueueEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let queue = QueueID(try reader.number())
    return .queue(queue, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> QueueEvent {
    switch kind {
    case .created: try created(from: &reader)
    case .reconfigured: .reconfigured(capacity: try reader.capacity(), overflow: try reader.word())
    case .enqueued:
      .enqueued(
        by: TaskID(try reader.number()), item: ItemID(try reader.number()),
        depth: try reader.number())
    case .dequeued:
      .dequeued(
        by: TaskID(try reader.number()), item: ItemID(try reader.number()),
        depth: try reader.number())
    case .dropped:
      .dropped(
        by: TaskID(try reader.number()), item: ItemID(try reader.number()),
        cause: try reader.word(), depth: try reader.number())
    case .done:
      .done(
        by: TaskID(try reader.number()), item: ItemID(try reader.number(or: 0)),
        unfinished: try reader.number())
    case .closed: .closed
    case .counted:
      .counted(
        enqueued: try reader.number(), dequeued: try reader.number(), done: try reader.number(),
        depth: try reader.number(), high: try reader.number())
    }
  }

  /// The capacity and the policy come first in a log.
  @inlinable
  static func created<Reader: FieldReader>(
    from reader: inout Reader
  ) throws(FieldFailure) -> QueueEvent {
    let name = try reader.label()
    let capacity = try reader.capacity()
    let overflow: OverflowPolicy = try reader.word(or: .block)
    let depth: UInt32 = try reader.number(or: 0)
    let order: QueueOrder = try reader.word(or: .fifo)
    return .created(
      name: name, at: try reader.place(), depth: depth, capacity: capacity, overflow: overflow,
      order: order)
  }
}

extension QueueEvent {
  /// The task that acted; `TaskID.none` if the event names none.
  @inlinable
  public var task: TaskID {
    switch self {
    case .enqueued(let by, _, _), .dequeued(let by, _, _), .dropped(let by, _, _, _),
      .done(let by, _, _):
      by
    case .created, .reconfigured, .closed, .counted: .none
    }
  }

  /// The number of items that wait afterwards; `nil` if the event does not say.
  @inlinable
  public var depth: UInt32? {
    switch self {
    case .enqueued(_, _, let depth), .dequeued(_, _, let depth), .dropped(_, _, _, let depth),
      .created(_, _, let depth, _, _, _), .counted(_, _, _, let depth, _):
      depth
    case .reconfigured, .done, .closed: nil
    }
  }
}
