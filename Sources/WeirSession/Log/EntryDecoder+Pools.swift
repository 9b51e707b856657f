import WeirTrace

extension EntryDecoder {
  static func pool(_ kind: WireKind, _ fields: inout WireFields) throws(Failure) -> Event.Kind {
    let pool = try fields.pool()
    switch kind {
    case .poolCreated:
      return .poolCreated(
        pool, name: Label(try fields.text(.name)), capacity: try fields.capacity())
    case .poolReconfigured: return .poolReconfigured(pool, capacity: try fields.capacity())
    case .acquireTimedOut: return .acquireTimedOut(pool, by: try fields.task())
    case .poolClosed: return .poolClosed(pool)
    default: return try resource(kind, of: pool, &fields)
    }
  }

  private static func resource(
    _ kind: WireKind, of pool: PoolID, _ fields: inout WireFields
  ) throws(Failure) -> Event.Kind {
    let task = try fields.task()
    let resource = ResourceID(try fields.number(.resource))
    switch kind {
    case .resourceAcquired: return .resourceAcquired(pool, by: task, resource: resource)
    case .resourceReleased: return .resourceReleased(pool, by: task, resource: resource)
    case .resourceLeaked: return .resourceLeaked(pool, by: task, resource: resource)
    case .connectionOpened: return .connectionOpened(pool, by: task, resource: resource)
    default:
      return .connectionClosed(
        pool, by: task, resource: resource, cause: try fields.word(.cause) { $0.name })
    }
  }

  static func batch(_ kind: WireKind, _ fields: inout WireFields) throws(Failure) -> Event.Kind {
    let batcher = try fields.batcher()
    switch kind {
    case .batcherCreated:
      return .batcherCreated(
        batcher, name: Label(try fields.text(.name)), size: try fields.number(.size),
        linger: try fields.duration(.linger))
    case .batcherReconfigured:
      return .batcherReconfigured(
        batcher, size: try fields.number(.size), linger: try fields.duration(.linger))
    case .batchOpened:
      return .batchOpened(batcher, by: try fields.task(), due: try fields.instant(.due))
    case .itemBatched:
      return .itemBatched(batcher, by: try fields.task(), size: try fields.number(.size))
    case .itemWithdrawn:
      return .itemWithdrawn(batcher, by: try fields.task(), size: try fields.number(.size))
    case .batchFlushed:
      return .batchFlushed(
        batcher, by: try fields.task(), size: try fields.number(.size),
        cause: try fields.word(.cause) { $0.name })
    default:
      return .batchEnded(batcher, by: try fields.task(), size: try fields.number(.size))
    }
  }
}
