public import Synchronization
public import WeirEvents

extension BoundedQueue {
  /// Waits at a place in one of the queue's lines until it is served, closed, or asked to stop.
  @inlinable
  @discardableResult
  func suspend(
    _ task: TaskID, at ticket: Machine.Ticket, on wait: Wait, _ site: CallSite
  ) async throws -> QueueSettlement<Element> {
    try check(await settlement(of: ticket, for: task, on: wait, site), for: task)
  }

  /// Waits as above, but not longer than until a deadline.
  func suspend(
    _ task: TaskID, at ticket: Machine.Ticket, on wait: Wait, _ site: CallSite,
    within term: LimitedWait<C>, _ report: TimeoutReport
  ) async throws -> QueueSettlement<Element> {
    let settlement = await withTimer(until: term.deadline, clock: clock, reporter: reporter) {
      guard let wakeup = self.machine.withLock({ $0.cancel(ticket, with: .timedOut) }) else {
        return
      }
      report.fired()
      self.wake(wakeup)
    } wait: {
      await self.settlement(of: ticket, for: task, on: wait, site)
    }
    if case .timedOut = settlement { throw TimeoutError(limit: term.limit) }
    return try check(settlement, for: task)
  }

  @inlinable
  func settlement(
    of ticket: Machine.Ticket, for task: TaskID, on wait: Wait, _ site: CallSite
  ) async -> QueueSettlement<Element> {
    reporter?.report(.task(task, .suspended(on: wait, at: site)))
    let settlement = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let answer = machine.withLock { $0.attach(continuation, to: ticket) }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      if let wakeup = machine.withLock({ $0.cancel(ticket) }) { wake(wakeup) }
    }
    reporter?.report(.task(task, .resumed))
    return settlement
  }

  @inlinable
  func check(_ settlement: QueueSettlement<Element>, for task: TaskID) throws
    -> QueueSettlement<Element>
  {
    switch settlement {
    case .done, .received, .timedOut: return settlement
    case .closed: throw QueueError.closed
    case .cancelled:
      reporter?.report(.task(task, .cancellationNoticed))
      throw CancellationError()
    }
  }

  @inlinable
  func wake(_ wakeup: Machine.Wakeup) {
    reporter?.report(.task(wakeup.task, .becameReady()))
    wakeup.waiter?.resume(returning: wakeup.settlement)
  }

  @inlinable
  func checkCancellation(of task: TaskID) throws {
    guard Task.isCancelled else { return }
    reporter?.report(.task(task, .cancellationNoticed))
    throw CancellationError()
  }
}
