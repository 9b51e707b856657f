public import Synchronization
public import WeirTrace

extension BoundedQueue {
  /// Waits at a place in one of the queue's lines until it is served, closed, or asked to stop.
  @inlinable
  @discardableResult
  func suspend(
    _ task: TaskID, at ticket: Machine.Ticket, on wait: Wait, _ site: CallSite
  ) async throws -> QueueSettlement<Element> {
    reporter?.report(.taskSuspended(task, on: wait, at: site))
    let settlement = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let answer = machine.withLock { $0.attach(continuation, to: ticket) }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      if let wakeup = machine.withLock({ $0.cancel(ticket) }) { wake(wakeup) }
    }
    reporter?.report(.taskResumed(task))
    switch settlement {
    case .done, .received: return settlement
    case .closed: throw QueueError.closed
    case .cancelled:
      reporter?.report(.cancellationNoticed(task))
      throw CancellationError()
    }
  }

  @inlinable
  func wake(_ wakeup: Machine.Wakeup) {
    reporter?.report(.taskBecameReady(wakeup.task))
    wakeup.waiter?.resume(returning: wakeup.settlement)
  }

  @inlinable
  func checkCancellation(of task: TaskID) throws {
    guard Task.isCancelled else { return }
    reporter?.report(.cancellationNoticed(task))
    throw CancellationError()
  }
}
