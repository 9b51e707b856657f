import Synchronization
import WeirTrace

extension ConnectionPool {
  /// Lends a connection for as long as some work takes. It comes back however the work ends.
  ///
  /// - Throws: what `acquire()` and the work throw.
  public func withConnection<Result>(
    fileID: StaticString = #fileID, line: UInt = #line,
    _ work: (Connection) async throws -> Result
  ) async throws -> Result {
    let pooled = try await acquire(fileID: fileID, line: line)
    defer { release(pooled) }
    return try await work(pooled.connection)
  }

  /// Takes a connection out: one that was used before, or a new one, or, at the limit, the next that comes back.
  ///
  /// Whoever calls it has to call `release(_:)`; `withConnection(_:)` does both.
  ///
  /// - Throws: `TimeoutError` if its turn did not come in time, `PoolError.closed`, `CancellationError` if the task was
  ///   asked to stop before its turn came, or while a connection was validated, and what opening throws: in each case
  ///   there is nothing to give back.
  public func acquire(
    fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> PooledConnection<Connection> {
    let task = reporter?.currentTask ?? .none
    try checkCancellation(of: task, reporter: reporter)
    let now = clock.now
    let (action, timeout) = machine.withLock {
      ($0.acquire(by: task, at: now), $0.configuration.acquireTimeout)
    }
    switch action {
    case .answer(let answer): return try await take(answer, by: task, after: timeout)
    case .suspend(let ticket):
      let report = timeout.map { TimeoutReport(limit: $0, to: reporter) }
      let deadline = timeout.map { now.advanced(by: $0) }
      let answer = await wait(task, at: ticket, until: deadline, CallSite(fileID, line))
      report?.ended(with: answer)
      return try await take(answer, by: task, after: timeout)
    }
  }

  /// Gives a connection back. Giving it back a second time, or after it was reclaimed, does nothing.
  public func release(_ pooled: PooledConnection<Connection>) {
    let now = clock.now
    guard let effect = machine.withLock({ $0.release(pooled.id, at: now) }) else { return }
    reporter?.report(.resourceReleased(id, by: pooled.holder, resource: pooled.id))
    perform(effect)
  }

  private func wait(
    _ task: TaskID, at ticket: Machine.Ticket, until deadline: C.Instant?, _ site: CallSite
  ) async -> PoolAnswer<Connection> {
    await withTimer(until: deadline, clock: clock, reporter: reporter) {
      self.end(ticket, with: .timedOut)
    } wait: {
      await self.wait(task, at: ticket, on: .poolAcquire(self.id), site)
    }
  }

  func wait(_ task: TaskID, at ticket: Machine.Ticket, on wait: Wait, _ site: CallSite) async
    -> PoolAnswer<Connection>
  {
    await waitForAnswer(by: task, on: wait, at: site, reporter: reporter) { waiter in
      machine.withLock { $0.attach(waiter, to: ticket) }
    } cancel: {
      self.end(ticket, with: .cancelled)
    }
  }

  func end(_ ticket: Machine.Ticket, with answer: PoolAnswer<Connection>) {
    machine.withLock { $0.end(ticket, with: answer) }?.make(reporter: reporter)
  }

  private func take(
    _ answer: PoolAnswer<Connection>, by task: TaskID, after timeout: Duration?
  ) async throws -> PooledConnection<Connection> {
    switch answer {
    case .reuse(let id, let connection): return try await reuse(id, connection, by: task)
    case .open(let id): return try await open(id, by: task)
    case .timedOut:
      reporter?.report(.acquireTimedOut(id, by: task))
      throw TimeoutError(limit: timeout ?? .zero)
    case .cancelled:
      reporter?.report(.cancellationNoticed(task))
      throw CancellationError()
    case .closed, .done: throw PoolError.closed
    }
  }

  private func reuse(_ resource: ResourceID, _ connection: Connection, by task: TaskID)
    async throws -> PooledConnection<Connection>
  {
    guard await validateConnection(connection) else {
      try checkVerdict(on: resource, by: task)
      let next = machine.withLock { $0.invalidated(resource) }
      perform(.init(closings: [.init(id: resource, connection: connection, cause: .invalid)]))
      return try await open(next, by: task)
    }
    machine.withLock { $0.validated(resource) }
    return lend(resource, connection, to: task)
  }

  /// A validation that was asked to stop may have failed for that alone: the connection goes on to the next.
  private func checkVerdict(on resource: ResourceID, by task: TaskID) throws {
    do {
      try checkCancellation(of: task, reporter: reporter)
    } catch {
      let now = clock.now
      if let effect = machine.withLock({ $0.release(resource, at: now) }) { perform(effect) }
      throw error
    }
  }

  private func open(_ resource: ResourceID, by task: TaskID)
    async throws -> PooledConnection<Connection>
  {
    do {
      let connection = try await openConnection()
      let now = clock.now
      machine.withLock { $0.opened(resource, connection, by: task, at: now) }
      reporter?.report(.connectionOpened(id, by: task, resource: resource))
      return lend(resource, connection, to: task)
    } catch {
      let now = clock.now
      perform(machine.withLock { $0.openingFailed(at: now) })
      throw error
    }
  }

  private func lend(_ resource: ResourceID, _ connection: Connection, to task: TaskID)
    -> PooledConnection<Connection>
  {
    reporter?.report(.resourceAcquired(id, by: task, resource: resource))
    return PooledConnection(id: resource, connection: connection, holder: task)
  }
}

extension TimeoutReport {
  /// Tells how the wait for a connection ended.
  fileprivate func ended<Connection>(with answer: PoolAnswer<Connection>) {
    switch answer {
    case .timedOut:
      fired()
      ended(.timeOut)
    case .cancelled, .closed: ended(.cancel)
    case .reuse, .open, .done: ended(.meet)
    }
  }
}
