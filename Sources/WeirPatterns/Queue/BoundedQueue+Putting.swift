public import Synchronization
public import WeirEvents

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
    switch try offer(element, by: task) {
    case .done(let result): return result
    case .waits(let ticket):
      try await suspend(task, at: ticket, on: .queuePut(id), CallSite(fileID, line))
      return .accepted
    }
  }

  /// Puts an element as `put(_:)` does, but does not wait longer than the limit.
  ///
  /// An element for which there is a place is taken in, whatever the limit.
  ///
  /// - Parameter limit: with zero or less it does not wait at all; 292 years or more is no limit.
  /// - Throws: `TimeoutError` if the element was not in by then, besides what `put(_:)` throws.
  @discardableResult
  public func put(
    _ element: Element, within limit: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> PutResult {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task)
    let term = LimitedWait(limit, on: clock)
    let report = TimeoutReport(limit: term.limit, to: reporter)
    return try await report.telling {
      switch try offer(element, by: task) {
      case .done(let result): return result
      case .waits(let ticket):
        _ = try await suspend(
          task, at: ticket, on: .queuePut(id), CallSite(fileID, line), within: term, report)
        return .accepted
      }
    }
  }

  /// Puts an element in if that can be decided now, and takes a place in the line if not.
  @inlinable
  func offer(_ element: Element, by task: TaskID) throws -> QueueStep<PutResult> {
    switch machine.withLock({ $0.put(element, by: task) }) {
    case .enqueued(let item, let depth):
      reporter?.report(.queue(id, .enqueued(by: task, item: item, depth: depth)))
    case .handed(let item, let consumer):
      reporter?.report(.queue(id, .enqueued(by: task, item: item, depth: 0)))
      reporter?.report(.queue(id, .dequeued(by: consumer.task, item: item, depth: 0)))
      wake(consumer)
    case .suspend(let ticket): return .waits(ticket)
    case .displaced(let oldest, let item, let depth):
      reporter?.report(
        .queue(id, .dropped(by: task, item: oldest.id, cause: .oldest, depth: depth - 1)))
      reporter?.report(.queue(id, .enqueued(by: task, item: item, depth: depth)))
    case .dropped(let item, let depth):
      reportDrop(of: item, by: task, .newest, depth)
      return .done(.dropped)
    case .refused(let item, let depth):
      reportDrop(of: item, by: task, .refused, depth)
      throw QueueError.full
    case .closed(let item, let depth):
      reportDrop(of: item, by: task, .closed, depth)
      throw QueueError.closed
    }
    return .done(.accepted)
  }

  @usableFromInline
  func reportDrop(of item: ItemID, by task: TaskID, _ cause: DropCause, _ depth: UInt32) {
    reporter?.report(.queue(id, .dropped(by: task, item: item, cause: cause, depth: depth)))
  }
}
