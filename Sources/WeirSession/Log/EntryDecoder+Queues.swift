import WeirTrace

extension EntryDecoder {
  static func queue(_ kind: WireKind, _ fields: inout WireFields) throws(Failure)
    -> Event.Kind
  {
    let queue = try fields.queue()
    switch kind {
    case .queueCreated:
      return .queueCreated(
        queue, name: Label(try fields.text(.name)), capacity: try fields.capacity(),
        overflow: try fields.overflowOrBlock())
    case .queueReconfigured:
      return .queueReconfigured(
        queue, capacity: try fields.capacity(), overflow: try fields.word(.overflow) { $0.name })
    case .itemEnqueued:
      return .itemEnqueued(
        queue, by: try fields.task(), item: try fields.item(), depth: try fields.number(.depth))
    case .itemDequeued:
      return .itemDequeued(
        queue, by: try fields.task(), item: try fields.item(), depth: try fields.number(.depth))
    case .itemDropped:
      return .itemDropped(
        queue, by: try fields.task(), item: try fields.item(),
        cause: try fields.word(.cause) { $0.name }, depth: try fields.number(.depth))
    case .itemDone:
      return .itemDone(queue, by: try fields.task(), unfinished: try fields.number(.unfinished))
    default: return .queueClosed(queue)
    }
  }

  static func timeout(_ kind: WireKind, _ fields: inout WireFields) throws(Failure)
    -> Event.Kind
  {
    let timeout = try fields.timeout()
    let task = try fields.task()
    switch kind {
    case .timeoutArmed:
      return .timeoutArmed(timeout, by: task, deadline: try fields.instant(.deadline))
    case .timeoutMet: return .timeoutMet(timeout, by: task)
    case .timeoutFired: return .timeoutFired(timeout, by: task)
    case .timeoutCancelled: return .timeoutCancelled(timeout, by: task)
    default: return .timedOutWorkEnded(timeout, by: task)
    }
  }
}
