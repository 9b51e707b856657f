/// The kind of an event without its values, whatever its group.
public enum EventKind: Hashable, Sendable {
  /// An event of a task.
  case task(TaskEvent.Kind)
  /// An event of a queue.
  case queue(QueueEvent.Kind)
  /// An event of a timeout.
  case timeout(TimeoutEvent.Kind)
  /// An event of a pool.
  case pool(PoolEvent.Kind)
  /// An event of a batcher.
  case batch(BatchEvent.Kind)
  /// An event of a request.
  case request(RequestEvent.Kind)
  /// An event of an error.
  case error(ErrorEvent.Kind)
  /// An event of a shutdown.
  case shutdown(ShutdownEvent.Kind)
  /// An event of a worker.
  case worker(WorkerEvent.Kind)
  /// An input.
  case input(InputEvent.Kind)
  /// An event of the source itself.
  case source(SourceEvent.Kind)

  /// All kinds, group after group.
  public static let all: [EventKind] =
    all(EventKind.task) + all(EventKind.queue) + all(EventKind.timeout) + all(EventKind.pool)
    + all(EventKind.batch) + all(EventKind.request) + all(EventKind.error)
    + all(EventKind.shutdown) + all(EventKind.worker) + all(EventKind.input)
    + all(EventKind.source)

  /// How it is written in a log.
  public var schema: EventSchema {
    switch self {
    case .task(let kind): kind.schema
    case .queue(let kind): kind.schema
    case .timeout(let kind): kind.schema
    case .pool(let kind): kind.schema
    case .batch(let kind): kind.schema
    case .request(let kind): kind.schema
    case .error(let kind): kind.schema
    case .shutdown(let kind): kind.schema
    case .worker(let kind): kind.schema
    case .input(let kind): kind.schema
    case .source(let kind): kind.schema
    }
  }

  private static func all<Kind: EventGroupKind>(_ group: (Kind) -> EventKind) -> [EventKind] {
    Kind.allCases.map(group)
  }
}

extension Event.Kind {
  /// Reads the values of an event of a kind.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: EventKind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    switch kind {
    case .task(let kind): try TaskEvent.read(kind, from: &reader)
    case .queue(let kind): try QueueEvent.read(kind, from: &reader)
    case .timeout(let kind): try TimeoutEvent.read(kind, from: &reader)
    case .pool(let kind): try PoolEvent.read(kind, from: &reader)
    case .batch(let kind): try BatchEvent.read(kind, from: &reader)
    case .request(let kind): try RequestEvent.read(kind, from: &reader)
    case .error(let kind): try ErrorEvent.read(kind, from: &reader)
    case .shutdown(let kind): try ShutdownEvent.read(kind, from: &reader)
    case .worker(let kind): try WorkerEvent.read(kind, from: &reader)
    case .input(let kind): try InputEvent.read(kind, from: &reader)
    case .source(let kind): try SourceEvent.read(kind, from: &reader)
    }
  }

  /// Writes the kind and the values of an event.
  @inlinable
  public func write(to writer: inout some FieldWriter) {
    switch self {
    case .task(let id, let event): event.write(id, to: &writer)
    case .queue(let id, let event): event.write(id, to: &writer)
    case .timeout(let id, let event): event.write(id, to: &writer)
    case .pool(let id, let event): event.write(id, to: &writer)
    case .batch(let id, let event): event.write(id, to: &writer)
    case .request(let id, let event): event.write(id, to: &writer)
    case .error(let id, let event): event.write(id, to: &writer)
    case .shutdown(let id, let event): event.write(id, to: &writer)
    case .worker(let id, let event): event.write(id, to: &writer)
    case .input(let event): event.write(to: &writer)
    case .source(let event): event.write(to: &writer)
    }
  }

  /// The number of its kind in the digest.
  @inlinable
  public var number: UInt8 {
    switch self {
    case .task(_, let event): event.kind.rawValue
    case .queue(_, let event): event.kind.rawValue
    case .timeout(_, let event): event.kind.rawValue
    case .pool(_, let event): event.kind.rawValue
    case .batch(_, let event): event.kind.rawValue
    case .request(_, let event): event.kind.rawValue
    case .error(_, let event): event.kind.rawValue
    case .shutdown(_, let event): event.kind.rawValue
    case .worker(_, let event): event.kind.rawValue
    case .input(let event): event.kind.rawValue
    case .source(let event): event.kind.rawValue
    }
  }

  /// The kind of the event.
  public var kind: EventKind {
    switch self {
    case .task(_, let event): .task(event.kind)
    case .queue(_, let event): .queue(event.kind)
    case .timeout(_, let event): .timeout(event.kind)
    case .pool(_, let event): .pool(event.kind)
    case .batch(_, let event): .batch(event.kind)
    case .request(_, let event): .request(event.kind)
    case .error(_, let event): .error(event.kind)
    case .shutdown(_, let event): .shutdown(event.kind)
    case .worker(_, let event): .worker(event.kind)
    case .input(let event): .input(event.kind)
    case .source(let event): .source(event.kind)
    }
  }
}
