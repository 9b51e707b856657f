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
