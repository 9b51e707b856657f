import WeirScreen
import WeirTrace

extension EventSentence {
  static func pool(_ kind: Event.Kind, _ who: String, _ pool: String) -> Self {
    switch kind {
    case .poolCreated(_, _, let capacity): .init("\(pool) opened: \(limit(capacity))", .good)
    case .poolReconfigured(_, let capacity): .init("\(pool) now \(limit(capacity))", .person)
    case .resourceAcquired(_, _, let id): .init("\(who) holds \(pool) \(id.rawValue)", .flow)
    case .resourceReleased(_, _, let id): .init("\(who) gave \(pool) \(id.rawValue) back", .flow)
    case .resourceLeaked(_, _, let id):
      .init("\(who) ended with \(pool) \(id.rawValue): it is lost", .bad)
    case .acquireTimedOut: .init("\(who) gave up waiting for \(pool): its time was up", .bad)
    case .connectionOpened(_, _, let id):
      .init("\(who) opened \(pool) \(id.rawValue)", .good)
    case .connectionClosed(_, _, let id, let cause):
      .init("\(pool) \(id.rawValue) was closed: \(reason(cause))", .quiet)
    default: .init("\(pool) closed", .warning)
    }
  }

  private static func limit(_ capacity: UInt32?) -> String {
    capacity.map { "has \($0)" } ?? "has any number"
  }

  private static func reason(_ cause: CloseCause) -> String {
    switch cause {
    case .idle: "idle for too long"
    case .invalid: "broken"
    case .surplus: "one too many"
    case .unpooled: "made for one use"
    case .drained: "the pool closes"
    }
  }

  static func batch(_ event: Event, _ who: String, _ batcher: String) -> Self {
    switch event.kind {
    case .batcherCreated(_, _, let size, let linger):
      .init("\(batcher) opened: \(limits(size, linger))", .good)
    case .batcherReconfigured(_, let size, let linger):
      .init("\(batcher) now \(limits(size, linger))", .person)
    case .batchOpened(_, _, let due):
      .init(
        "\(who) began a batch of \(batcher), due in \(TimeText.short(event.instant.duration(to: due)))",
        .flow)
    case .itemBatched(_, _, let size):
      .init("\(who) added to \(batcher), \(items(size)) now", .flow)
    case .itemWithdrawn(_, _, let size):
      .init("\(who) took its item back out of \(batcher), \(items(size)) left", .warning)
    case .batchFlushed(_, _, let size, let cause):
      .init("\(batcher) flushed \(items(size)): \(reason(cause))", .flow)
    case .batchEnded(_, _, let size):
      .init("\(who) has dealt with \(items(size)) of \(batcher)", .good)
    default: .init(batcher, .quiet)
    }
  }

  private static func limits(_ size: UInt32, _ linger: Duration) -> String {
    "flushes \(items(size)), or what is \(TimeText.short(linger)) old"
  }

  private static func items(_ size: UInt32) -> String { size == 1 ? "1 item" : "\(size) items" }

  private static func reason(_ cause: FlushCause) -> String {
    switch cause {
    case .size: "full"
    case .linger: "old enough"
    case .drain: "closing"
    }
  }
}
