/// The answer to a task that waited at a queue.
@usableFromInline
enum QueueAnswer<Element> {
  /// The item is in the queue, or all items are done.
  case done
  case received(QueueItem<Element>)
  case cancelled
  case timedOut
  case closed
}

extension QueueAnswer: Sendable where Element: Sendable {}
