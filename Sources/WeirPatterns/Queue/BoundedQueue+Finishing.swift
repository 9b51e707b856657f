public import Synchronization
public import WeirEvents

extension BoundedQueue {
  /// Calls one element done that was got before.
  ///
  /// Calling it more often than elements were taken in is a mistake of the program, which is stopped there.
  @inlinable
  public func taskDone() {
    let task = reporter?.currentTask ?? .none
    let (joiners, unfinished) = machine.withLock { ($0.taskDone(), $0.unfinished) }
    reporter?.report(
      .queue(id, .done(by: task, item: .unknown, unfinished: UInt32(clamping: unfinished))))
    for joiner in joiners { wake(joiner) }
  }

  /// Waits until every element that was taken in has been called done.
  ///
  /// - Throws: `CancellationError` if the task was asked to stop before.
  public func join(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task)
    guard case .suspend(let ticket) = machine.withLock({ $0.join(by: task) }) else { return }
    try await suspend(task, at: ticket, on: .join(id), CallSite(fileID, line))
  }

  /// Takes nothing more in. What is in the queue can still be got; whoever waits in vain is told so.
  ///
  /// Closing a second time does nothing.
  public func close() {
    let (action, wasClosed) = machine.withLock { machine in
      let wasClosed = machine.isClosed
      return (machine.close(), wasClosed)
    }
    guard !wasClosed else { return }
    reporter?.report(.queue(id, .closed))
    for (item, task) in action.refused { reportDrop(of: item.id, by: task, .closed, action.depth) }
    for wakeup in action.wakeups { wake(wakeup) }
  }

  /// Gives up everything that waits in the queue: each element is dropped by name. Producers that wait are let in then.
  public func discard() {
    let action = machine.withLock { $0.discard() }
    let task = reporter?.currentTask ?? .none
    for (index, item) in action.items.enumerated() {
      let depth = UInt32(action.items.count - index - 1)
      reporter?.report(.queue(id, .dropped(by: task, item: item.id, cause: .closed, depth: depth)))
    }
    for joiner in action.joiners { wake(joiner) }
    for admission in action.admissions { admit(admission) }
  }

  /// Changes the limit and what happens there.
  ///
  /// The change itself drops nothing: elements over the new limit stay, and producers that wait already go on waiting
  /// for a place. The queue counts as full until it has drained below its limit.
  ///
  /// - Parameter capacity: nil is no limit, and less than 0 counts as 0.
  public func reconfigure(capacity: Int?, overflow: OverflowPolicy) {
    let admissions = machine.withLock { $0.reconfigure(capacity: capacity, overflow: overflow) }
    reporter?.report(
      .queue(id, .reconfigured(capacity: capacity.map { UInt32(clamping: $0) }, overflow: overflow))
    )
    for admission in admissions { admit(admission) }
  }
}
