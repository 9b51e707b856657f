public import Synchronization
public import WeirTrace

extension BoundedQueue {
  /// Takes the first element out, and waits for one if there is none.
  ///
  /// - Throws: `QueueError.closed` once a closed queue is empty, or `CancellationError` if the task was asked to stop
  ///   before it got anything.
  @inlinable
  public func get(
    fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Element {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task)
    switch machine.withLock({ $0.get(by: task) }) {
    case .dequeued(let item, let depth, let admitted):
      reporter?.report(.itemDequeued(id, by: task, item: item.id, depth: depth))
      if let admitted { admit(admitted) }
      return item.element
    case .handed(let item, let producer):
      reporter?.report(.itemEnqueued(id, by: producer.task, item: item.id, depth: 0))
      reporter?.report(.itemDequeued(id, by: task, item: item.id, depth: 0))
      wake(producer)
      return item.element
    case .closed:
      throw QueueError.closed
    case .suspend(let ticket):
      let settlement = try await suspend(
        task, at: ticket, on: .queueGet(id), CallSite(fileID, line))
      guard case .received(let element) = settlement else { throw QueueError.closed }
      return element
    }
  }

  /// Takes the first element out as `get()` does, but does not wait longer than the limit.
  ///
  /// - Throws: `TimeoutError` if there was none by then, besides what `get()` throws.
  public func get(
    within limit: Duration, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Element {
    try await withTimeout(limit, clock: clock, reporter: reporter) {
      try await self.get(fileID: fileID, line: line)
    }
  }

  @usableFromInline
  func admit(_ admission: Machine.Admission) {
    reporter?.report(
      .itemEnqueued(
        id, by: admission.wakeup.task, item: admission.item, depth: admission.depth))
    wake(admission.wakeup)
  }
}
