package import WeirEvents
import WeirScreen

extension EventSentence {
  package static func pool(_ event: PoolEvent, _ subject: String, _ pool: String) -> Self {
    switch event {
    case .created(_, let capacity, _): .init("\(pool) opened: \(limit(capacity))", .good)
    case .reconfigured(let capacity): .init("\(pool) now \(limit(capacity))", .user)
    case .acquired(_, let id): .init("\(subject) acquired \(pool) \(id.rawValue)", .flow)
    case .releasing(_, let id): .init("\(subject) is releasing \(pool) \(id.rawValue)", .quiet)
    case .released(_, let id): .init("\(subject) released \(pool) \(id.rawValue)", .flow)
    case .leaked(_, let id):
      .init("\(subject) ended without releasing \(pool) \(id.rawValue)", .bad)
    case .acquireTimedOut: .init("\(subject) timed out waiting for \(pool)", .bad)
    case .connectionOpening: .init("\(subject) opens one of \(pool)", .quiet)
    case .openingFailed: .init("\(subject) could not open one of \(pool)", .bad)
    case .connectionOpened(_, let id): .init("\(subject) opened \(pool) \(id.rawValue)", .good)
    case .connectionClosed(_, let id, let cause):
      .init("\(pool) \(id.rawValue) was closed: \(reason(cause))", .quiet)
    case .closed: .init("\(pool) closed", .warning)
    }
  }

  private static func limit(_ capacity: UInt32?) -> String {
    capacity.map { "has \($0)" } ?? "has any number"
  }

  private static func reason(_ cause: CloseCause) -> String {
    switch cause {
    case .idle: "idle for too long"
    case .invalid: "broken"
    case .surplus: "surplus"
    case .unpooled: "made for one use"
    case .drained: "the pool closes"
    }
  }

  package static func batch(
    _ event: BatchEvent, _ now: VirtualInstant, _ subject: String, _ batcher: String
  ) -> Self {
    switch event {
    case .created(_, let linger, let size):
      .init("\(batcher) opened: \(limits(size, linger))", .good)
    case .reconfigured(let size, let linger):
      .init("\(batcher) now \(limits(size, linger))", .user)
    case .opened(_, let due):
      .init(
        "\(subject) started a batch of \(batcher), due in \(TimeText.short(now.duration(to: due)))",
        .flow
      )
    case .itemAdded(_, let size): .init("\(subject) added to \(batcher), \(items(size)) now", .flow)
    case .itemWithdrawn(_, let size):
      .init("\(subject) withdrew its item from \(batcher), \(items(size)) left", .warning)
    case .flushed(_, let size, let cause):
      .init("\(batcher) flushed \(items(size)): \(reason(cause))", .flow)
    case .ended(_, let size): .init("\(subject) processed \(items(size)) of \(batcher)", .good)
    }
  }

  private static func limits(_ size: UInt32, _ linger: Duration) -> String {
    "flushes at \(items(size)), or after \(TimeText.short(linger))"
  }

  private static func items(_ size: UInt32) -> String { size == 1 ? "1 item" : "\(size) items" }

  private static func reason(_ cause: FlushCause) -> String {
    switch cause {
    case .size: "full"
    case .linger: "lingered long enough"
    case .drain: "closing"
    }
  }
}
