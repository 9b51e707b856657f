import WeirTrace

extension EventEncoder {
  static func encodePool(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .poolCreated(let pool, let name, let capacity):
      begin(.poolCreated, event, pool, &lines)
      lines.add(.name, text: name.description)
      lines.add(.capacity, capacity)
    case .poolReconfigured(let pool, let capacity):
      begin(.poolReconfigured, event, pool, &lines)
      lines.add(.capacity, capacity)
    case .poolClosed(let pool): begin(.poolClosed, event, pool, &lines)
    default: break
    }
  }

  static func encodeResource(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .resourceAcquired(let pool, let task, let resource):
      encode(.resourceAcquired, event, pool, task, resource, &lines)
    case .resourceReleased(let pool, let task, let resource):
      encode(.resourceReleased, event, pool, task, resource, &lines)
    case .resourceLeaked(let pool, let task, let resource):
      encode(.resourceLeaked, event, pool, task, resource, &lines)
    case .acquireTimedOut(let pool, let task):
      begin(.acquireTimedOut, event, pool, &lines)
      lines.add(.task, task.rawValue)
    case .connectionOpened(let pool, let task, let resource):
      encode(.connectionOpened, event, pool, task, resource, &lines)
    case .connectionClosed(let pool, let task, let resource, let cause):
      encode(.connectionClosed, event, pool, task, resource, &lines)
      lines.add(.cause, word: cause.name)
    default: break
    }
  }

  private static func encode(
    _ kind: WireKind, _ event: Event, _ pool: PoolID, _ task: TaskID, _ resource: ResourceID,
    _ lines: inout LineBuffer
  ) {
    begin(kind, event, pool, &lines)
    lines.add(.task, task.rawValue)
    lines.add(.resource, resource.rawValue)
  }

  private static func begin(
    _ kind: WireKind, _ event: Event, _ pool: PoolID, _ lines: inout LineBuffer
  ) {
    lines.begin(kind, at: event.instant)
    lines.add(.pool, pool.rawValue)
  }
}

// MARK: Batches

extension EventEncoder {
  static func encodeBatch(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .batcherCreated(let batcher, let name, let size, let linger):
      begin(.batcherCreated, event, batcher, &lines)
      lines.add(.name, text: name.description)
      lines.add(.size, size)
      lines.add(.linger, linger.nanoseconds)
    case .batcherReconfigured(let batcher, let size, let linger):
      begin(.batcherReconfigured, event, batcher, &lines)
      lines.add(.size, size)
      lines.add(.linger, linger.nanoseconds)
    case .batchOpened(let batcher, let task, let due):
      begin(.batchOpened, event, batcher, task, &lines)
      lines.add(.due, due.nanoseconds)
    case .itemBatched(let batcher, let task, let size):
      begin(.itemBatched, event, batcher, task, &lines)
      lines.add(.size, size)
    case .itemWithdrawn(let batcher, let task, let size):
      begin(.itemWithdrawn, event, batcher, task, &lines)
      lines.add(.size, size)
    case .batchFlushed(let batcher, let task, let size, let cause):
      begin(.batchFlushed, event, batcher, task, &lines)
      lines.add(.size, size)
      lines.add(.cause, word: cause.name)
    case .batchEnded(let batcher, let task, let size):
      begin(.batchEnded, event, batcher, task, &lines)
      lines.add(.size, size)
    default: break
    }
  }

  private static func begin(
    _ kind: WireKind, _ event: Event, _ batcher: BatcherID, _ lines: inout LineBuffer
  ) {
    lines.begin(kind, at: event.instant)
    lines.add(.batcher, batcher.rawValue)
  }

  private static func begin(
    _ kind: WireKind, _ event: Event, _ batcher: BatcherID, _ task: TaskID,
    _ lines: inout LineBuffer
  ) {
    begin(kind, event, batcher, &lines)
    lines.add(.task, task.rawValue)
  }
}
