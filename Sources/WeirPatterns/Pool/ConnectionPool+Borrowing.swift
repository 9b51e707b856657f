public import WeirEvents

extension ConnectionPool {
  /// Acquires a connection, runs some work with it, and releases it however the work ends.
  ///
  /// - Throws: What `acquire()` and the work throw.
  @inlinable
  public func withConnection<Result>(
    fileID: StaticString = #fileID, line: UInt = #line,
    _ work: (Connection) async throws -> Result
  ) async throws -> Result {
    let pooled = try await acquire(fileID: fileID, line: line)
    defer { release(pooled) }
    return try await work(pooled.connection)
  }

  /// Acquires a connection: a used one, a new one, or, at the limit, the next one released.
  ///
  /// The caller must call `release(_:)`; `withConnection(_:)` does both.
  ///
  /// The acquire timeout covers all of the wait: for a place, for opening and for validation. If
  /// there is a timeout, opening and validating run concurrently with the calling task, which
  /// abandons them when it times out or is cancelled, whether they react to the cancellation or
  /// not. A connection whose validation was abandoned is closed, and its place goes to the next
  /// waiting task. A connection whose opening was abandoned keeps its place until it is open, and
  /// then goes to the next. Without a timeout, opening and validating are part of the calling task.
  ///
  /// - Throws: `TimeoutError` if there was no connection in time, `PoolError.closed`,
  ///   `CancellationError` if the task was cancelled before, and what opening throws: in each case
  ///   there is nothing to release.
  @inlinable
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

  /// The task that acquires, and its timeout.
  @usableFromInline
  struct Term {
    @usableFromInline let task: TaskID
    @usableFromInline let limit: Duration?
    /// `nil` if there is no limit.
    @usableFromInline let deadline: C.Instant?
    /// Receives once how the acquisition ended; `nil` if there was no limit, or nothing to wait
    /// for.
    @usableFromInline let report: TimeoutReport?

    @inlinable
    init(task: TaskID, limit: Duration?, deadline: C.Instant?, report: TimeoutReport?) {
      (self.task, self.limit, self.deadline, self.report) = (task, limit, deadline, report)
    }
  }

  @inlinable
  func hasToWait(_ action: Machine.AcquireAction) -> Bool {
    switch action {
    case .suspend, .answer(.open): true
    case .answer(.reuse): validateConnection != nil
    case .answer: false
    }
  }

  /// Releases a connection. Releasing the same loan a second time, or after it was reclaimed, does
  /// nothing, even if another task has the connection by then.
  @inlinable
  public func release(_ pooled: PooledConnection<Connection>) {
    let now = clock.now
    guard let effect = machine.withLock({ $0.release(pooled.loan, at: now) }) else { return }
    reporter?.report(.pool(id, .released(by: pooled.holder, resource: pooled.id)))
    perform(effect)
  }

  @inlinable
  func take(_ answer: PoolAnswer<Connection>, within term: Term)
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

  @inlinable
  func timedOut(_ term: Term) -> TimeoutError {
    term.report?.fired()
    term.report?.ended(.timeOut)
    reporter?.report(.pool(id, .acquireTimedOut(by: term.task)))
    return TimeoutError(limit: term.limit ?? .zero)
  }

  @inlinable
  func cancelled(_ term: Term) -> CancellationError {
    term.report?.ended(.cancel)
    return noticedCancellation(of: term.task, reporter: reporter)
  }

  @inlinable
  func lend(
    _ loan: UInt64, _ resource: ResourceID, _ connection: Connection, within term: Term
  ) -> PooledConnection<Connection> {
    term.report?.ended(.meet)
    reporter?.report(.pool(id, .acquired(by: term.task, resource: resource)))
    return PooledConnection(id: resource, connection: connection, holder: term.task, loan: loan)
  }
}
