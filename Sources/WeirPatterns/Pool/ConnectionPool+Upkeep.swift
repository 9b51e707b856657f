import Synchronization
import WeirEvents

extension ConnectionPool {
  /// Closes connections that have been unused for too long, as long as the pool is open.
  ///
  /// The pool's owner runs it in a task of its own, or does without expiry.
  ///
  /// - Throws: `CancellationError` when the task is asked to stop.
  public func run(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    while true {
      try checkCancellation(of: task, reporter: reporter)
      let now = clock.now
      let (effect, action) = machine.withLock { $0.upkeep(by: task, at: now) }
      perform(effect)
      guard case .wait(let ticket, let deadline) = action else { return }
      await idle(task, at: ticket, from: now, until: deadline, CallSite(fileID, line))
    }
  }

  private func idle(
    _ task: TaskID, at ticket: Machine.Ticket, from now: C.Instant, until deadline: C.Instant?,
    _ site: CallSite
  ) async {
    // Nothing to expire is the same to an observer as an expiry at the end of time.
    let due = deadline.flatMap { reporter?.now.advanced(by: now.duration(to: $0)) }
    let sleep = Wait.sleep(until: due ?? VirtualInstant(nanoseconds: .max))
    _ = await withTimer(until: deadline, clock: clock, reporter: reporter) {
      self.end(ticket, with: .done)
    } wait: {
      await self.wait(task, at: ticket, on: sleep, site)
    }
  }

  /// Changes what the pool allows. Connections over the new limit are closed: unused ones now, others as they come
  /// back.
  public func reconfigure(_ configuration: PoolConfiguration) {
    let now = clock.now
    let effect = machine.withLock { $0.reconfigure(configuration, at: now) }
    reporter?.report(
      .pool(id, .reconfigured(capacity: configuration.limit.map { UInt32(clamping: $0) })))
    perform(effect)
  }

  /// The connections that are out, in the order in which they were opened. Those that are being validated are not
  /// listed: whoever does that lives.
  public var loans: [PoolLoan] {
    let now = clock.now
    return machine.withLock { $0.listLoans(at: now) }
  }

  /// Takes a connection away from a holder that has ended without giving it back, and closes it:
  /// nobody knows what state it is in. The answer tells whether it was out; a loan that is over
  /// takes nothing from anybody.
  @discardableResult
  public func reclaim(_ loan: PoolLoan) -> Bool {
    let now = clock.now
    guard let effect = machine.withLock({ $0.reclaim(loan.number, at: now) }) else {
      return false
    }
    reporter?.report(.pool(id, .released(by: loan.holder, resource: loan.resource)))
    perform(effect)
    return true
  }

  /// Gives nothing more out, and closes what is unused. Whoever waits is told so; what is out is closed as it comes
  /// back.
  ///
  /// Closing a second time does nothing.
  public func close() {
    let now = clock.now
    let effect = machine.withLock { $0.isClosed ? nil : $0.close(at: now) }
    guard let effect else { return }
    reporter?.report(.pool(id, .closed))
    perform(effect)
  }

  /// Waits until the pool is closed, nothing is out any more, and every connection has been closed.
  ///
  /// - Throws: `CancellationError` if the task was asked to stop before.
  public func drained(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    if let ticket = machine.withLock({ $0.drain(by: task) }) {
      let site = CallSite(fileID, line)
      let answer = await wait(task, at: ticket, on: .poolAcquire(id), site)
      if case .cancelled = answer {
        reporter?.report(.task(task, .cancellationNoticed))
        throw CancellationError()
      }
    }
    if closings.count > 0 { try await closings.drained(fileID: fileID, line: line) }
  }
}
