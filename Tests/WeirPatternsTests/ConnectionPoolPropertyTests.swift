import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Users, failures, timeouts, cancellations and a close at random, with thousands of seeds and as
/// many interleavings: the limit holds, no connection has two users, and all are closed.
@Suite struct ConnectionPoolPropertyTests {
  @Test func `a pool keeps its limit, lends no connection twice, and closes all of them`() throws {
    try Simulation.check(seeds: Interleavings.seeds) { simulation in
      let trial = Trial(simulation)
      try await trial.run()
      try trial.judge()
    }
  }
}

/// One random program around one pool, with a record of what happens.
///
/// Only the simulation's thread uses it.
private final class Trial: @unchecked Sendable {
  private let simulation: Simulation
  private var limit: Int
  private var random: RandomStream
  private var made = 0
  private var opening = 0
  private var open: Set<Int> = []
  private var inUse: Set<Int> = []
  private var wrongs: [String] = []
  private var pool: ConnectionPool<Int, VirtualClock>?

  init(_ simulation: Simulation) {
    self.simulation = simulation
    random = simulation.randomStream("trial")
    limit = 1 + random.next(below: 3)
    mayHang = random.next(below: 3) == 0
  }

  /// Whether a validation may hang forever, cancelled or not: only if each acquisition has a limit.
  private var mayHang = false

  /// Waits forever, or until it is cancelled.
  private func hang() async {
    if random.next(below: 2) == 0 {
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    } else {
      try? await simulation.sleep(for: .seconds(3600))
    }
  }

  private struct BrokenLine: Error {}

  private func makePool() -> ConnectionPool<Int, VirtualClock> {
    ConnectionPool("pool", configuration(), clock: simulation.clock, reporter: simulation) {
      try await self.connect()
    } validate: { _ in
      if self.mayHang, self.random.next(below: 8) == 0 { await self.hang() }
      guard (try? await self.pause()) != nil else { return false }
      return self.random.next(below: 8) > 0
    } close: { connection in
      if self.open.remove(connection) == nil { self.wrongs.append("\(connection) closed twice") }
      if self.inUse.contains(connection) { self.wrongs.append("\(connection) closed in use") }
    }
  }

  private func configuration() -> PoolConfiguration {
    .init(
      limit: limit, acquireTimeout: mayHang || random.next(below: 2) > 0 ? .milliseconds(3) : nil,
      idleTimeout: random.next(below: 2) == 0 ? nil : .milliseconds(4),
      reusesConnections: random.next(below: 6) > 0)
  }

  private func connect() async throws -> Int {
    opening += 1
    defer { opening -= 1 }
    if open.count + opening > limit { wrongs.append("\(open.count + opening) of \(limit)") }
    try await pause()
    if random.next(below: 6) == 0 { throw BrokenLine() }
    made += 1
    open.insert(made)
    return made
  }

  func run() async throws {
    let pool = makePool()
    self.pool = pool
    let keeper = simulation.spawn(Label("keeper"), role: Symbol("keeper")) { try await pool.run() }
    let users = (1...6).map { number in
      simulation.spawn(Label("user-\(number)"), role: Symbol("user")) { try await self.use(pool) }
    }
    for user in users where random.next(below: 3) == 0 {
      try await pause()
      user.cancel()
    }
    if random.next(below: 2) == 0 {
      limit += 1
      pool.reconfigure(configuration())
    }
    try await simulation.sleep(for: .milliseconds(random.next(below: 30)))
    pool.close()
    try await pool.drained()
    for user in users { await user.finished() }
    await keeper.finished()
  }

  private func use(_ pool: ConnectionPool<Int, VirtualClock>) async throws {
    for _ in 1...4 {
      do {
        try await pool.withConnection { connection in
          if !self.inUse.insert(connection).inserted { self.wrongs.append("two use \(connection)") }
          defer { self.inUse.remove(connection) }
          try await self.pause()
          if self.random.next(below: 5) == 0 { throw BrokenLine() }
        }
      } catch is TimeoutError {
      } catch is BrokenLine {
      } catch PoolError.closed {
        return
      }
      try await pause()
    }
  }

  private func pause() async throws {
    try await simulation.sleep(for: .milliseconds(random.next(below: 6)))
  }

  struct Wrong: Error {
    let what: String
  }

  func judge() throws {
    if let wrong = wrongs.first { throw Wrong(what: wrong) }
    guard open.isEmpty else { throw Wrong(what: "\(open) were never closed") }
    guard let pool, pool.busyCount == 0, pool.unusedCount == 0, pool.waitingCount == 0 else {
      throw Wrong(what: "the pool is not empty")
    }
  }
}
