import WeirEvents

extension ConnectionPool {
  /// Closes connections that have been idle for too long, while the pool is open.
  ///
  /// The pool's owner runs it in a task of its own; without it no connection expires.
  ///
  /// - Throws: `CancellationError` if the task is cancelled.
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
    // For an observer, nothing to expire is an expiry at the end of time.
    let due = deadline.flatMap { reporter?.now.advanced(by: now.duration(to: $0)) }
    let sleep = Wait.sleep(until: due ?? VirtualInstant(nanoseconds: .max))
    _ = await withTimer(until: deadline, clock: clock, reporter: reporter) {
      self.end(ticket, with: .done)
    } wait: {
      await self.wait(task, at: ticket, on: sleep, site)
    }
  }

  /// Changes the limits. Connections over the new limit are closed: unused ones now, others when
  /// they are released.
  public func reconfigure(_ configuration: PoolConfiguration) {
    let now = clock.now
    let effect = machine.withLock { $0.reconfigure(configuration, at: now) }
    reporter?.report(
      .pool(id, .reconfigured(capacity: configuration.limit.map { UInt32(clamping: $0) })))
    perform(effect)
  }

  /// The connections in use, in the order in which they were opened. Those being validated are not
  /// listed: the task that validates is certainly alive.
  public var loans: [PoolLoan] {
    let now = clock.now
    return machine.withLock { $0.listLoans(at: now) }
  }

  /// Takes a connection away from a holder that ended without releasing it, and closes it, since
  /// its state is unknown.
  ///
  /// - Returns: Whether the connection was still on this loan; if not, nothing happens.
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

  /// Closes the pool and its unused connections. Waiting tasks throw `PoolError.closed`;
  /// connections in use are closed when they are released.
  ///
  /// Closing a second time does nothing.
  public func close() {
    let now = clock.now
    let effect = machine.withLock { $0.isClosed ? nil : $0.close(at: now) }
    guard let effect else { return }
    reporter?.report(.pool(id, .closed))
    perform(effect)
  }

  /// Waits until the pool is closed, all connections have been released, and each has been closed.
  ///
  /// - Throws: `CancellationError` if the task was cancelled before.
  public func drained(fileID: StaticString = #fileID, line: UInt = #line) async throws {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    if let ticket = machine.withLock({ $0.drain(by: task) }) {
      let site = CallSite(fileID, line)
      let answer = await wait(task, at: ticket, on: .poolAcquire(id), site)
      if case .cancelled = answer { throw noticedCancellation(of: task, reporter: reporter) }
    }
    try await closer.finished(fileID: fileID, line: line)
  }
}
