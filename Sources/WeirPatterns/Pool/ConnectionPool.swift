public import WeirEvents
import Synchronization

/// Connections that are opened when they are needed and used again and again, at most so many at once.
///
/// The connection that was used last goes out first, so that those that are not needed grow old and expire. Tasks that
/// wait are served in the order in which they came. A task that is asked to stop while it waits has nothing to give
/// back; a task that has been given something is told so, even if it has been asked to stop meanwhile.
///
/// A task that opens a connection gets that connection, also when another one comes back earlier. If opening fails or
/// is cancelled, its place goes to whoever waits next.
///
/// Acquiring and releasing take constant time, besides opening and validating. It may be used from any number of
/// threads.
///
///     let pool = ConnectionPool("database", .init(limit: 10), clock: ContinuousClock()) {
///       try await Connection.open(to: address)
///     } close: { $0.close() }
///     let rows = try await pool.withConnection { try await $0.query("…") }
public final class ConnectionPool<Connection: Sendable, C: Clock>: Sendable
where C.Duration == Duration {
  typealias Machine = ConnectionPoolStateMachine<
    Connection, C.Instant, UnsafeContinuation<PoolAnswer<Connection>, Never>
  >

  let clock: C
  let reporter: (any Reporter)?
  let machine: Mutex<Machine>
  let openConnection: @Sendable () async throws -> Connection
  let validateConnection: (@Sendable (Connection) async -> Bool)?
  private let closeConnection: Close
  /// The connections that are being closed.
  let closings: WorkInFlight
  /// The pool's number in what is reported.
  public let id: PoolID

  private enum Close {
    case atOnce(@Sendable (Connection) -> Void)
    case beside(@Sendable (Connection) async -> Void)
  }

  /// Makes a pool without connections.
  ///
  /// - Parameters:
  ///   - name: how reports call it.
  ///   - configuration: what the pool allows.
  ///   - clock: measures waiting and idling.
  ///   - reporter: is told everything that happens; none is told nothing.
  ///   - open: makes a connection, on behalf of the task that gets it. What it throws, `acquire` throws.
  ///   - validate: tells whether a connection that was in use before can be used again; nil takes
  ///     it for granted. If the acquisition has no timeout and its task is cancelled meanwhile, a
  ///     no condemns nothing.
  ///   - close: begins to close a connection. The place is free from then on.
  public convenience init(
    _ name: String = "pool", _ configuration: PoolConfiguration, clock: C,
    reporter: (any Reporter)? = nil,
    open: @escaping @Sendable () async throws -> Connection,
    validate: (@Sendable (Connection) async -> Bool)? = nil,
    close: @escaping @Sendable (Connection) -> Void = { _ in }
  ) {
    self.init(
      name, configuration, clock, reporter, open: open, validate: validate, close: .atOnce(close))
  }

  /// Makes a pool without connections, each of which takes time to close.
  ///
  /// - Parameter close: closes a connection, beside the task that gave it back. The place is free
  ///   from its begin; `drained()` waits for its end.
  public convenience init(
    _ name: String = "pool", _ configuration: PoolConfiguration, clock: C,
    reporter: (any Reporter)? = nil,
    open: @escaping @Sendable () async throws -> Connection,
    validate: (@Sendable (Connection) async -> Bool)? = nil,
    close: @escaping @Sendable (Connection) async -> Void
  ) {
    self.init(
      name, configuration, clock, reporter, open: open, validate: validate, close: .beside(close))
  }

  private init(
    _ name: String, _ configuration: PoolConfiguration, _ clock: C, _ reporter: (any Reporter)?,
    open: @escaping @Sendable () async throws -> Connection,
    validate: (@Sendable (Connection) async -> Bool)?, close: Close
  ) {
    self.clock = clock
    self.reporter = reporter
    let id = reporter?.makePoolID() ?? .none
    self.id = id
    self.closings = WorkInFlight(as: .poolAcquire(id), reporter: reporter)
    self.machine = Mutex(Machine(configuration))
    self.openConnection = open
    self.validateConnection = validate
    self.closeConnection = close
    reporter?.report(
      .pool(
        id, .created(name: Label(name), capacity: configuration.limit.map { UInt32(clamping: $0) }))
    )
  }

  /// How many connections are open and unused.
  public var unusedCount: Int { machine.withLock { $0.unusedCount } }

  /// How many connections are out, or being opened.
  public var busyCount: Int { machine.withLock { $0.busyCount } }

  /// How many tasks wait for a connection.
  public var waitingCount: Int { machine.withLock { $0.waitingCount } }

  func perform(_ effect: Machine.Effect) {
    for closing in effect.closings {
      let task = reporter?.currentTask ?? .none
      reporter?.report(
        .pool(id, .connectionClosed(by: task, resource: closing.id, cause: closing.cause)))
      close(closing.connection)
    }
    for call in effect.calls { call.make(reporter: reporter) }
  }

  private func close(_ connection: Connection) {
    switch closeConnection {
    case .atOnce(let close): close(connection)
    case .beside(let close):
      closings.begin()
      // In nobody's name: whoever gave it back goes on.
      startBeside { [closings] in
        await close(connection)
        closings.end()
      }.disown()
    }
  }
}
