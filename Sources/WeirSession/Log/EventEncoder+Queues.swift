import WeirTrace

extension EventEncoder {
  static func encodeQueue(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .queueCreated(let queue, let name, let capacity, let overflow):
      begin(.queueCreated, event, queue, &lines)
      lines.add(.name, text: name.description)
      lines.add(.capacity, capacity)
      lines.add(.overflow, word: overflow.name)
    case .queueReconfigured(let queue, let capacity, let overflow):
      begin(.queueReconfigured, event, queue, &lines)
      lines.add(.capacity, capacity)
      lines.add(.overflow, word: overflow.name)
    case .queueClosed(let queue): begin(.queueClosed, event, queue, &lines)
    default: break
    }
  }

  static func encodeItem(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .itemEnqueued(let queue, let task, let item, let depth):
      begin(.itemEnqueued, event, queue, &lines)
      lines.add(.task, task.rawValue)
      lines.add(.item, item.rawValue)
      lines.add(.depth, depth)
    case .itemDequeued(let queue, let task, let item, let depth):
      begin(.itemDequeued, event, queue, &lines)
      lines.add(.task, task.rawValue)
      lines.add(.item, item.rawValue)
      lines.add(.depth, depth)
    case .itemDropped(let queue, let task, let item, let cause, let depth):
      begin(.itemDropped, event, queue, &lines)
      lines.add(.task, task.rawValue)
      lines.add(.item, item.rawValue)
      lines.add(.cause, word: cause.name)
      lines.add(.depth, depth)
    case .itemDone(let queue, let task, let unfinished):
      begin(.itemDone, event, queue, &lines)
      lines.add(.task, task.rawValue)
      lines.add(.unfinished, unfinished)
    default: break
    }
  }

  private static func begin(
    _ kind: WireKind, _ event: Event, _ queue: QueueID, _ lines: inout LineBuffer
  ) {
    lines.begin(kind, at: event.instant)
    lines.add(.queue, queue.rawValue)
  }
}
