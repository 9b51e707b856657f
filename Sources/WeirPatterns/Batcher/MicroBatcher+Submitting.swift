import Synchronization
import WeirEvents

extension MicroBatcher {
  /// Hands an item over and waits for its output.
  ///
  /// A task that deals with a batch must not submit to the same batcher and wait: at a concurrency
  /// of 1 that is an error; at a higher one it waits forever if all batches in process do so.
  ///
  /// - Throws: what dealing with the batch throws, `BatcherError`, or `CancellationError` if the task was asked to stop
  ///   before the batch was flushed: nothing has been done about the item then.
  public func submit(
    _ item: Item, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Output {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    if BatchScope.isInside(self), machine.withLock({ $0.configuration.concurrency == 1 }) {
      throw BatcherError.nested
    }
    let now = clock.now
    guard let (ticket, effect) = machine.withLock({ $0.submit(item, by: task, at: now) }) else {
      throw BatcherError.closed
    }
    perform(effect)
    let answer = await wait(task, at: ticket, CallSite(fileID, line)) {
      let now = self.clock.now
      self.perform(self.machine.withLock { $0.withdraw(ticket, at: now) })
    }
    switch answer {
    case .output(let output): return try output.get()
    case .closed, .done: throw BatcherError.closed
    case .cancelled:
      reporter?.report(.task(task, .cancellationNoticed))
      throw CancellationError()
    }
  }

  /// Changes how batches are formed. An open batch that is over a smaller size is cut when it is flushed.
  public func reconfigure(_ configuration: BatcherConfiguration) {
    let now = clock.now
    let effect = machine.withLock { $0.reconfigure(configuration, at: now) }
    reporter?.report(
      .batch(
        id, .reconfigured(size: UInt32(clamping: configuration.size), linger: configuration.linger))
    )
    perform(effect)
  }

  /// Takes nothing more in, and flushes what is in without lingering. Closing a second time does nothing.
  public func close() {
    let now = clock.now
    perform(machine.withLock { $0.close(at: now) })
  }

  /// Waits until the batcher is closed and everything has been dealt with.
  ///
  /// - Throws: `CancellationError` if the task was asked to stop before.
  public func drained(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    guard let ticket = machine.withLock({ $0.drain(by: task) }) else { return }
    let answer = await wait(task, at: ticket, CallSite(fileID, line)) {
      self.end(ticket, with: .cancelled)
    }
    guard case .cancelled = answer else { return }
    reporter?.report(.task(task, .cancellationNoticed))
    throw CancellationError()
  }

  func wait(
    _ task: TaskID, at ticket: Machine.Ticket, _ site: CallSite, cancel: @Sendable () -> Void
  ) async -> BatchAnswer<Output> {
    await waitForAnswer(by: task, on: .batch(id), at: site, reporter: reporter) { waiter in
      machine.withLock { $0.attach(waiter, to: ticket) }
    } cancel: {
      cancel()
    }
  }

  func end(_ ticket: Machine.Ticket, with answer: BatchAnswer<Output>) {
    machine.withLock { $0.end(ticket, with: answer) }?.make(reporter: reporter)
  }
}
