import WeirTrace

extension EventSentence {
  static func queue(_ entry: EventTail.Entry, _ who: String, _ queue: String) -> Self {
    switch entry.event.kind {
    case .queueCreated(_, _, let capacity, let overflow):
      let limit = capacity.map { "holds \($0), then \(overflow.name)" } ?? "holds any number"
      return .init("\(queue) opened: \(limit)", .good)
    case .queueReconfigured(_, let capacity, let overflow):
      let limit = capacity.map { "holds \($0), then \(overflow.name)" } ?? "holds any number"
      return .init("\(queue) now \(limit)", .person)
    case .itemEnqueued(_, _, let item, let depth):
      return .init("\(who) put item \(item.rawValue) into \(queue), \(waiting(depth))", .flow)
    case .itemDequeued(_, _, let item, let depth):
      return .init("\(who) took item \(item.rawValue) from \(queue), \(waiting(depth))", .flow)
    case .itemDropped(_, _, let item, let cause, _):
      return .init("\(queue) gave up item \(item.rawValue) of \(who): \(reason(cause))", .bad)
    case .itemDone(_, _, let unfinished):
      let items = entry.count == 1 ? "an item" : "\(entry.count) items"
      return .init("\(who) called \(items) done, \(unfinished) unfinished", .quiet)
    default: return .init("\(queue) closed", .warning)
    }
  }

  private static func waiting(_ depth: UInt32) -> String {
    depth == 1 ? "1 waits" : depth == 0 ? "none waits" : "\(depth) wait"
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
