public import WeirEvents

/// A pool of connections that are opened when needed and reused, up to a limit.
///
/// The connection used last is lent first, so that those not needed become idle and expire. Waiting
/// tasks are served first come, first served. A task that is cancelled while it waits has nothing
/// to release; a task that has been given a connection receives it, even if it has been cancelled
/// meanwhile.
///
/// A task that opens a connection gets that connection, even if another one is released earlier. If
/// opening fails or is cancelled, the place goes to the next waiting task.
///
/// It may be used from any number of threads.
///
///     let pool = ConnectionPool("database", .init(limit: 10), clock: ContinuousClock()) {
///       try await Connection.open(to: address)
///     } close: { $0.close() }
///     let rows = try await pool.withConnection { try await $0.query("…") }
///
/// - Complexity: Acquiring and releasing take constant time, besides opening and validating.
public final class ConnectionPool<Connection: Sendable, C: Clock>: Sendable
where C.Duration == Duration {
  @usableFromInline
  typealias Machine = ConnectionPoolStateMachine<
    Connection, C.Instant, UnsafeContinuation<PoolAnswer<Connection>, Never>
  >

  @usableFromInline let clock: C
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let machine: MachineLock<Machine>
  @usableFromInline let openConnection: @Sendable () async throws -> Connection
  @usableFromInline let validateConnection: (@Sendable (Connection) async -> Bool)?
  @usableFromInline let closer: ConnectionCloser<Connection>
  /// The number of the pool in reports.
  public let id: PoolID

  /// Makes a pool without connections.
  ///
  /// - Parameters:
  ///   - name: its name in reports.
  ///   - configuration: the limits of the pool.
  ///   - clock: measures waiting and idle times.
  ///   - reporter: receives every event; `nil` reports nothing.
  ///   - open: opens a connection, on behalf of the task that gets it. `acquire` throws what it
  ///     throws.
  ///   - validate: returns whether a used connection can be used again; with `nil` it always can. A
  ///     `false` is ignored if the acquisition has no timeout and its task was cancelled meanwhile.
  ///   - close: begins to close a connection. Its place is free from then on.
  public convenience init(
    _ name: String = "pool", _ configuration: PoolConfiguration, clock: C,
    reporter: (any Reporter)? = nil,
    open: @escaping @Sendable () async throws -> Connection,
    validate: (@Sendable (Connection) async -> Bool)? = nil,
    close: @escaping @Sendable (Connection) -> Void = { _ in }
  ) {
    self.init(
      name, configuration, clock, reporter, open: open, validate: validate, close: .immediate(close)
    )
  }

  /// Makes a pool without connections, whose connections take time to close.
  ///
  /// - Parameter close: closes a connection, concurrently with the task that released it. Its
  ///   place is free as soon as that begins; `drained()` waits for its end.
  public convenience init(
    _ name: String = "pool", _ configuration: PoolConfiguration, clock: C,
    reporter: (any Reporter)? = nil,
    open: @escaping @Sendable () async throws -> Connection,
    validate: (@Sendable (Connection) async -> Bool)? = nil,
    close: @escaping @Sendable (Connection) async -> Void
  ) {
    self.init(
      name, configuration, clock, reporter, open: open, validate: validate,
      close: .concurrent(close))
  }

  private init(
    _ name: String, _ configuration: PoolConfiguration, _ clock: C, _ reporter: (any Reporter)?,
    open: @escaping @Sendable () async throws -> Connection,
    validate: (@Sendable (Connection) async -> Bool)?, close: ConnectionCloser<Connection>.Method
  ) {
    self.clock = clock
    self.reporter = reporter
    let id = reporter?.makePoolID() ?? .none
    self.id = id
    self.machine = MachineLock(Machine(configuration), for: reporter)
    self.openConnection = open
    self.validateConnection = validate
    self.closer = ConnectionCloser(close, as: .poolAcquire(id), reporter: reporter)
    reporter?.report(
      .pool(
        id, .created(name: Label(name), capacity: configuration.limit.map { UInt32(clamping: $0) }))
    )
  }

  /// The number of open connections that are not in use.
  public var unusedCount: Int { machine.withLock { $0.unusedCount } }

  /// The number of connections that are in use or being opened.
  public var busyCount: Int { machine.withLock { $0.busyCount } }

  /// The number of tasks that wait for a connection.
  public var waitingCount: Int { machine.withLock { $0.waitingCount } }
}

// MARK: Borrowing

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

// MARK: Validating

extension ConnectionPool {
  @inlinable
  func reuse(
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

  @inlinable
  func isValid(_ connection: Connection, _ loan: UInt64, within term: Term)
    async throws -> Bool
  {
    guard let validateConnection else { return true }
    guard let deadline = term.deadline else { return await validateConnection(connection) }
    let end = await AbandonableOperation.run(until: deadline, clock: clock, reporter: reporter) {
      await Deadline.with(deadline, on: self.clock) { await validateConnection(connection) }
    } late: { _ in
    }
    if case .ended(let isValid) = end { return isValid }
    let now = clock.now
    perform(machine.withLock { $0.validationAbandoned(loan, at: now) })
    if case .timedOut = end { throw timedOut(term) }
    throw cancelled(term)
  }

  /// A validation that was cancelled may have failed only because of that: the connection is
  /// released to the next task.
  @inlinable
  func checkVerdict(on loan: UInt64, within term: Term) throws {
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
  @inlinable
  func open(_ resource: ResourceID, within term: Term)
    async throws -> PooledConnection<Connection>
  {
    reporter?.report(.pool(id, .connectionOpening(by: term.task, resource: resource)))
    let result = try await connect(resource, within: term)
    switch result {
    case .success(let connection):
      let loan = opened(resource, connection, by: term.task)
      return lend(loan, resource, connection, within: term)
    case .failure(let error):
      term.report?.ended(.cancel)
      openingFailed(resource, by: term.task)
      throw error
    }
  }

  @inlinable
  func connect(_ resource: ResourceID, within term: Term)
    async throws -> Result<Connection, any Error>
  {
    guard let deadline = term.deadline else { return await Result { try await openConnection() } }
    let end = await AbandonableOperation.run(until: deadline, clock: clock, reporter: reporter) {
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

  /// No task waits for this connection any more: it goes to the next.
  @inlinable
  func finishLate(_ resource: ResourceID, _ result: Result<Connection, any Error>) {
    guard case .success(let connection) = result else {
      return openingFailed(resource, by: .none)
    }
    let loan = opened(resource, connection, by: .none)
    let now = clock.now
    if let effect = machine.withLock({ $0.release(loan, at: now) }) { perform(effect) }
  }

  @inlinable
  func opened(_ resource: ResourceID, _ connection: Connection, by task: TaskID) -> UInt64 {
    let now = clock.now
    let loan = machine.withLock { $0.opened(resource, connection, by: task, at: now) }
    reporter?.report(.pool(id, .connectionOpened(by: task, resource: resource)))
    return loan
  }

  @inlinable
  func openingFailed(_ resource: ResourceID, by task: TaskID) {
    let now = clock.now
    reporter?.report(.pool(id, .openingFailed(by: task, resource: resource)))
    perform(machine.withLock { $0.openingFailed(at: now) })
  }
}

// MARK: Upkeep

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

// MARK: Waiting and closing

extension ConnectionPool {
  @inlinable
  func wait(
    _ task: TaskID, at ticket: Machine.Ticket, until deadline: C.Instant?, _ site: CallSite
  ) async -> PoolAnswer<Connection> {
    await withTimer(until: deadline, clock: clock, reporter: reporter) {
      self.end(ticket, with: .timedOut)
    } wait: {
      await self.wait(task, at: ticket, on: .poolAcquire(self.id), site)
    }
  }

  @inlinable
  func wait(
    _ task: TaskID, at ticket: Machine.Ticket, on wait: Wait, _ site: CallSite
  ) async -> PoolAnswer<Connection> {
    await waitForAnswer(by: task, on: wait, at: site, reporter: reporter) { waiter in
      machine.withLock { $0.attach(waiter, to: ticket) }
    } cancel: {
      self.end(ticket, with: .cancelled)
    }
  }

  @inlinable
  func end(_ ticket: Machine.Ticket, with answer: PoolAnswer<Connection>) {
    machine.withLock { $0.end(ticket, with: answer) }?.wake(reporter)
  }

  @inlinable
  func perform(_ effect: Machine.Effect) {
    for closing in effect.closings {
      let task = reporter?.currentTask ?? .none
      reporter?.report(
        .pool(id, .connectionClosed(by: task, resource: closing.id, cause: closing.cause)))
      closer.close(closing.connection)
    }
    for wakeup in effect.wakeups { wakeup.wake(reporter) }
  }
}
