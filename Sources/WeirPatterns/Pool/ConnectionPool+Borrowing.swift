import Synchronization
import WeirEvents

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
  /// The acquire timeout covers everything that there is to wait for: the turn, the opening and the
  /// validation. Where there is one, opening and validating run beside the calling task, which
  /// leaves them behind when its time is up or when it is cancelled, whether they react to being
  /// cancelled or not. A connection whose validation was left behind is closed, and its place goes
  /// to the next. A connection that was left behind in opening keeps its place until it is open,
  /// and goes to the next then. Without a timeout, opening and validating are part of the calling
  /// task.
  ///
  /// - Throws: `TimeoutError` if there was no connection in time, `PoolError.closed`,
  ///   `CancellationError` if the task was cancelled before, and what opening throws: in each case
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
    let report = hasToWait(action) ? timeout.map { TimeoutReport(limit: $0, to: reporter) } : nil
    let term = Term(
      task: task, limit: timeout, deadline: timeout.flatMap { now.end(ofLimit: $0) }, report: report
    )
    switch action {
    case .answer(let answer): return try await take(answer, within: term)
    case .suspend(let ticket):
      let answer = await wait(task, at: ticket, until: term.deadline, CallSite(fileID, line))
      return try await take(answer, within: term)
    }
  }

  /// Who acquires, and how long that may take.
  struct Term {
    let task: TaskID
    let limit: Duration?
    /// Nil where there is no limit.
    let deadline: C.Instant?
    /// Is told once how the acquisition ended; nil where there was no limit, or nothing to wait
    /// for.
    let report: TimeoutReport?
  }

  private func hasToWait(_ action: Machine.AcquireAction) -> Bool {
    switch action {
    case .suspend, .answer(.open): true
    case .answer(.reuse): validateConnection != nil
    case .answer: false
    }
  }

  /// Gives a connection back. Giving the same loan back a second time, or after it was reclaimed,
  /// does nothing, whoever has the connection by then.
  public func release(_ pooled: PooledConnection<Connection>) {
    let now = clock.now
    guard let effect = machine.withLock({ $0.release(pooled.loan, at: now) }) else { return }
    reporter?.report(.pool(id, .released(by: pooled.holder, resource: pooled.id)))
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

  private func take(_ answer: PoolAnswer<Connection>, within term: Term)
    async throws -> PooledConnection<Connection>
  {
    switch answer {
    case .reuse(let loan, let id, let connection):
      return try await reuse(loan, id, connection, within: term)
    case .open(let id): return try await open(id, within: term)
    case .timedOut: throw timedOut(term)
    case .cancelled: throw cancelled(term)
    case .closed, .done:
      term.report?.ended(.cancel)
      throw PoolError.closed
    }
  }

  private func timedOut(_ term: Term) -> TimeoutError {
    term.report?.fired()
    term.report?.ended(.timeOut)
    reporter?.report(.pool(id, .acquireTimedOut(by: term.task)))
    return TimeoutError(limit: term.limit ?? .zero)
  }

  private func cancelled(_ term: Term) -> CancellationError {
    term.report?.ended(.cancel)
    reporter?.report(.task(term.task, .cancellationNoticed))
    return CancellationError()
  }

  private func lend(
    _ loan: UInt64, _ resource: ResourceID, _ connection: Connection, within term: Term
  ) -> PooledConnection<Connection> {
    term.report?.ended(.meet)
    reporter?.report(.pool(id, .acquired(by: term.task, resource: resource)))
    return PooledConnection(id: resource, connection: connection, holder: term.task, loan: loan)
  }
}

// MARK: Validating

extension ConnectionPool {
  private func reuse(
    _ loan: UInt64, _ resource: ResourceID, _ connection: Connection, within term: Term
  ) async throws -> PooledConnection<Connection> {
    guard try await isValid(connection, loan, within: term) else {
      try checkVerdict(on: loan, within: term)
      let next = machine.withLock { $0.invalidated(loan) }
      perform(.init(closings: [.init(id: resource, connection: connection, cause: .invalid)]))
      return try await open(next, within: term)
    }
    machine.withLock { $0.validated(loan) }
    return lend(loan, resource, connection, within: term)
  }

  private func isValid(_ connection: Connection, _ loan: UInt64, within term: Term)
    async throws -> Bool
  {
    guard let validateConnection else { return true }
    guard let deadline = term.deadline else { return await validateConnection(connection) }
    let end = await Errand.run(until: deadline, clock: clock, reporter: reporter) {
      await Deadline.with(deadline, on: self.clock) { await validateConnection(connection) }
    } late: { _ in
    }
    if case .ended(let isValid) = end { return isValid }
    let now = clock.now
    perform(machine.withLock { $0.validationAbandoned(loan, at: now) })
    if case .timedOut = end { throw timedOut(term) }
    throw cancelled(term)
  }

  /// A validation that was asked to stop may have failed for that alone: the connection goes on to the next.
  private func checkVerdict(on loan: UInt64, within term: Term) throws {
    do {
      try checkCancellation(of: term.task, reporter: reporter)
    } catch {
      term.report?.ended(.cancel)
      let now = clock.now
      if let effect = machine.withLock({ $0.release(loan, at: now) }) { perform(effect) }
      throw error
    }
  }
}

// MARK: Opening

extension ConnectionPool {
  private func open(_ resource: ResourceID, within term: Term)
    async throws -> PooledConnection<Connection>
  {
    let result = try await connect(resource, within: term)
    switch result {
    case .success(let connection):
      let loan = opened(resource, connection, by: term.task)
      return lend(loan, resource, connection, within: term)
    case .failure(let error):
      term.report?.ended(.cancel)
      openingFailed()
      throw error
    }
  }

  private func connect(_ resource: ResourceID, within term: Term)
    async throws -> Result<Connection, any Error>
  {
    guard let deadline = term.deadline else { return await Result { try await openConnection() } }
    let end = await Errand.run(until: deadline, clock: clock, reporter: reporter) {
      await Result { try await Deadline.with(deadline, on: self.clock, self.openConnection) }
    } late: { result in
      self.finishLate(resource, result)
    }
    switch end {
    case .ended(let result): return result
    case .timedOut: throw timedOut(term)
    case .cancelled: throw cancelled(term)
    }
  }

  /// Nobody waits any more for what has been opened: it goes to the next.
  private func finishLate(_ resource: ResourceID, _ result: Result<Connection, any Error>) {
    guard case .success(let connection) = result else { return openingFailed() }
    let loan = opened(resource, connection, by: .none)
    let now = clock.now
    if let effect = machine.withLock({ $0.release(loan, at: now) }) { perform(effect) }
  }

  private func opened(_ resource: ResourceID, _ connection: Connection, by task: TaskID) -> UInt64 {
    let now = clock.now
    let loan = machine.withLock { $0.opened(resource, connection, by: task, at: now) }
    reporter?.report(.pool(id, .connectionOpened(by: task, resource: resource)))
    return loan
  }

  private func openingFailed() {
    let now = clock.now
    perform(machine.withLock { $0.openingFailed(at: now) })
  }
}
