public import Synchronization
public import WeirTrace

extension BoundedQueue {
  /// Puts an element at the end of the queue, and waits for a place if the queue is full and blocks.
  ///
  /// - Throws: `QueueError.closed` and `QueueError.full`, or `CancellationError` if the task was asked to stop before
  ///   the element was in: in each case the queue does not have the element.
  @inlinable
  @discardableResult
  public func put(
    _ element: Element, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> PutResult {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task)
    switch machine.withLock({ $0.put(element, by: task) }) {
    case .enqueued(let item, let depth):
      reporter?.report(.itemEnqueued(id, by: task, item: item, depth: depth))
    case .handed(let item, let consumer):
      reporter?.report(.itemEnqueued(id, by: task, item: item, depth: 0))
      reporter?.report(.itemDequeued(id, by: consumer.task, item: item, depth: 0))
      wake(consumer)
    case .suspend(let ticket):
      try await suspend(task, at: ticket, on: .queuePut(id), CallSite(fileID, line))
    case .displaced(let oldest, let item, let depth):
      reporter?.report(
        .itemDropped(id, by: task, item: oldest.id, cause: .oldest, depth: depth - 1))
      reporter?.report(.itemEnqueued(id, by: task, item: item, depth: depth))
    case .dropped(let item):
      reportDrop(of: item, by: task, .newest)
      return .dropped
    case .refused(let item):
      reportDrop(of: item, by: task, .refused)
      throw QueueError.full
    case .closed(let item):
      reportDrop(of: item, by: task, .closed)
      throw QueueError.closed
    }
    return .accepted
  }

  /// Puts an element as `put(_:)` does, but does not wait longer than the limit.
  ///
  /// - Throws: `TimeoutError` if the element was not in by then, besides what `put(_:)` throws.
  @discardableResult
  public func put(
    _ element: Element, within limit: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> PutResult {
    try await withTimeout(limit, clock: clock, reporter: reporter) {
      try await self.put(element, fileID: fileID, line: line)
    }
  }

  @usableFromInline
  func reportDrop(of item: ItemID, by task: TaskID, _ cause: DropCause) {
    guard let reporter else { return }
    reporter.report(
      .itemDropped(id, by: task, item: item, cause: cause, depth: UInt32(depth)))
  }
}
