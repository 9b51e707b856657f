/// What can happen to a pool of connections, or a kind of resource.
public enum PoolEvent: Sendable, Equatable {
  /// The pool was created; without a capacity it is unlimited.
  case created(
    name: Label, at: CallSite = .unknown, capacity: UInt32?, kind: PoolKind = .pool)
  /// Its capacity was changed.
  case reconfigured(capacity: UInt32?)
  /// A task acquired a resource.
  case acquired(by: TaskID, resource: ResourceID)
  /// The task that holds the resource began to release it; it still occupies its place.
  case releasing(by: TaskID, resource: ResourceID)
  /// A task released the resource.
  case released(by: TaskID, resource: ResourceID)
  /// The task that holds the resource ended without releasing it.
  case leaked(by: TaskID, resource: ResourceID)
  /// A task timed out waiting for a resource.
  case acquireTimedOut(by: TaskID)
  /// A task began to open a connection, or to set up a resource for which it has a place.
  case connectionOpening(by: TaskID, resource: ResourceID = .unknown)
  /// The task could not open it, or was cancelled; the place is free again.
  case openingFailed(by: TaskID, resource: ResourceID = .unknown)
  /// The task opened a connection, which now belongs to the pool.
  case connectionOpened(by: TaskID, resource: ResourceID)
  /// A connection was closed.
  case connectionClosed(by: TaskID, resource: ResourceID, cause: CloseCause)
  /// The pool was closed: it lends nothing more.
  case closed
}

extension PoolEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case created = 30
    case reconfigured = 31
    case acquired = 32
    case releasing = 56
    case released = 33
    case leaked = 34
    case acquireTimedOut = 35
    case connectionOpening = 54
    case openingFailed = 55
    case connectionOpened = 36
    case connectionClosed = 37
    case closed = 38

    public var schema: EventSchema {
      switch self {
      case .created:
        schema("poolCreated", .pool, .name, .capacity, .poolKind.optional, .place.optional)
      case .reconfigured: schema("poolReconfigured", .pool, .capacity)
      case .acquired: schema("resourceAcquired", .pool, .task, .resource)
      case .releasing: schema("resourceReleasing", .pool, .task, .resource)
      case .released: schema("resourceReleased", .pool, .task, .resource)
      case .leaked: schema("resourceLeaked", .pool, .task, .resource)
      case .acquireTimedOut: schema("acquireTimedOut", .pool, .task)
      case .connectionOpening: schema("connectionOpening", .pool, .task, .resource.optional)
      case .openingFailed: schema("openingFailed", .pool, .task, .resource.optional)
      case .connectionOpened: schema("connectionOpened", .pool, .task, .resource)
      case .connectionClosed: schema("connectionClosed", .pool, .task, .resource, .closeCause)
      case .closed: schema("poolClosed", .pool)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .created: .created
    case .reconfigured: .reconfigured
    case .acquired: .acquired
    case .releasing: .releasing
    case .released: .released
    case .leaked: .leaked
    case .acquireTimedOut: .acquireTimedOut
    case .connectionOpening: .connectionOpening
    case .openingFailed: .openingFailed
    case .connectionOpened: .connectionOpened
    case .connectionClosed: .connectionClosed
    case .closed: .closed
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(_ pool: PoolID, to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    writer.add(pool.rawValue)
    switch self {
    case .created(let name, let place, let capacity, let kind):
      writer.add(name)
      writer.add(capacity: capacity)
      writer.note(kind, unless: .pool)
      writer.note(place)
    case .reconfigured(let capacity): writer.add(capacity: capacity)
    case .acquired(let task, let resource):
      writer.add(task.rawValue)
      writer.add(resource.rawValue)
    case .releasing(let task, let resource):
      writer.add(task.rawValue)
      writer.add(resource.rawValue)
    case .released(let task, let resource):
      writer.add(task.rawValue)
      writer.add(resource.rawValue)
    case .leaked(let task, let resource):
      writer.add(task.rawValue)
      writer.add(resource.rawValue)
    case .acquireTimedOut(let task): writer.add(task.rawValue)
    case .connectionOpening(let task, let resource), .openingFailed(let task, let resource):
      writer.add(task.rawValue)
      writer.add(resource.rawValue)
    case .connectionOpened(let task, let resource):
      writer.add(task.rawValue)
      writer.add(resource.rawValue)
    case .connectionClosed(let task, let resource, let cause):
      writer.add(task.rawValue)
      writer.add(resource.rawValue)
      writer.add(cause)
    case .closed: break
    }
  }
}

extension PoolEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    let pool = PoolID(try reader.number())
    return .pool(pool, try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> PoolEvent {
    switch kind {
    case .created: try created(from: &reader)
    case .reconfigured: .reconfigured(capacity: try reader.capacity())
    case .acquired:
      .acquired(by: TaskID(try reader.number()), resource: ResourceID(try reader.number()))
    case .releasing:
      .releasing(by: TaskID(try reader.number()), resource: ResourceID(try reader.number()))
    case .released:
      .released(by: TaskID(try reader.number()), resource: ResourceID(try reader.number()))
    case .leaked:
      .leaked(by: TaskID(try reader.number()), resource: ResourceID(try reader.number()))
    case .acquireTimedOut: .acquireTimedOut(by: TaskID(try reader.number()))
    case .connectionOpening:
      .connectionOpening(
        by: TaskID(try reader.number()), resource: ResourceID(try reader.number(or: 0)))
    case .openingFailed:
      .openingFailed(
        by: TaskID(try reader.number()), resource: ResourceID(try reader.number(or: 0)))
    case .connectionOpened:
      .connectionOpened(by: TaskID(try reader.number()), resource: ResourceID(try reader.number()))
    case .connectionClosed:
      .connectionClosed(
        by: TaskID(try reader.number()), resource: ResourceID(try reader.number()),
        cause: try reader.word())
    case .closed: .closed
    }
  }

  /// The capacity comes before the kind in a log.
  @inlinable
  static func created<Reader: FieldReader>(
    from reader: inout Reader
  ) throws(FieldFailure) -> PoolEvent {
    let name = try reader.label()
    let capacity = try reader.capacity()
    let kind: PoolKind = try reader.word(or: .pool)
    return .created(name: name, at: try reader.place(), capacity: capacity, kind: kind)
  }
}

extension PoolEvent {
  /// The task that acted; `TaskID.none` if the event names none.
  @inlinable
  public var task: TaskID {
    switch self {
    case .acquired(let by, _), .releasing(let by, _), .released(let by, _), .leaked(let by, _),
      .acquireTimedOut(let by), .connectionOpening(let by, _), .openingFailed(let by, _),
      .connectionOpened(let by, _), .connectionClosed(let by, _, _):
      by
    case .created, .reconfigured, .closed: .none
    }
  }
}

extension PoolEvent {
  /// Whether another event reports how it ends.
  public var isBeginning: Bool {
    switch self {
    case .connectionOpening, .releasing: true
    case .created, .reconfigured, .acquired, .released, .leaked, .acquireTimedOut, .openingFailed,
      .connectionOpened, .connectionClosed, .closed:
      false
    }
  }

  /// The resource that a task no longer holds, because it released it or ended; `nil` for other
  /// events.
  @inlinable
  public var givenUp: (task: TaskID, resource: ResourceID)? {
    switch self {
    case .released(let task, let resource), .leaked(let task, let resource): (task, resource)
    case .created, .reconfigured, .acquired, .releasing, .acquireTimedOut, .connectionOpening,
      .openingFailed, .connectionOpened, .connectionClosed, .closed:
      nil
    }
  }
}
