/// What a task that waited at a queue is told.
@usableFromInline
enum QueueSettlement<Element> {
  /// The item is in the queue, or all items are done.
  case done
  case received(Element)
  case cancelled
  case timedOut
  case closed
}

extension QueueSettlement: Sendable where Element: Sendable {}
