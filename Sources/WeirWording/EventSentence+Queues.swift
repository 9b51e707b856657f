package import WeirEvents

extension EventSentence {
  package static func queue(
    _ event: QueueEvent, _ count: Int, _ subject: String, _ queue: String
  ) -> Self {
    switch event {
    case .created(_, _, _, let capacity, let overflow, _):
      .init("\(queue) opened: \(limit(capacity, overflow))", .good)
    case .reconfigured(let capacity, let overflow):
      .init("\(queue) now \(limit(capacity, overflow))", .user)
    case .enqueued(_, let item, let depth):
      .init("\(subject) put item \(item.rawValue) into \(queue), \(waiting(depth))", .flow)
    case .dequeued(_, let item, let depth):
      .init("\(subject) took item \(item.rawValue) from \(queue), \(waiting(depth))", .flow)
    case .dropped(_, let item, let cause, _):
      .init("\(queue) dropped item \(item.rawValue) of \(subject): \(reason(cause))", .bad)
    case .done(_, _, let unfinished):
      .init(
        "\(subject) marked \(count == 1 ? "an item" : "\(count) items") done, \(unfinished) unfinished",
        .quiet)
    case .closed: .init("\(queue) closed", .warning)
    case .counted(let enqueued, let dequeued, _, let depth, _):
      .init("\(queue) had \(enqueued) enqueued and \(dequeued) dequeued, \(waiting(depth))", .flow)
    }
  }

  private static func limit(_ capacity: UInt32?, _ overflow: OverflowPolicy) -> String {
    capacity.map { "holds \($0), then \(overflow.name)" } ?? "holds any number"
  }

  private static func waiting(_ depth: UInt32) -> String {
    depth == 0 ? "none queued" : "\(depth) queued"
  }

  private static func reason(_ cause: DropCause) -> String {
    switch cause {
    case .newest: "full"
    case .oldest: "full, it was the oldest"
    case .refused: "refused"
    case .closed: "closed"
    }
  }
}
