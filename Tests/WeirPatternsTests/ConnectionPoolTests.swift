import Testing
import WeirEngine
import WeirPatterns
import WeirTrace

/// The pool in use: what happens, as a timeline.
@Suite struct ConnectionPoolTests {
  /// Collects what a simulated program notes. Only the simulation's thread touches it.
  private final class Notes: @unchecked Sendable {
    var lines: [String] = []
  }

  private func timeline(
    _ configuration: PoolConfiguration, validate: @escaping @Sendable (Int) -> Bool = { _ in true },
    ping: Duration? = nil,
    _ program:
      @escaping @Sendable (
        Simulation, ConnectionPool<Int, VirtualClock>, @escaping @Sendable (String) -> Void
      ) async throws -> Void
  ) -> [String] {
    let notes = Notes()
    let simulation = Simulation()
    let note = { @Sendable (text: String) in
      notes.lines.append("\(simulation.now.nanoseconds / 1_000_000) \(text)")
    }
    let counter = Counter()
    let pool = ConnectionPool("pool", configuration, clock: simulation.clock, reporter: simulation)
    {
      try await simulation.sleep(for: .milliseconds(100))
      return counter.next()
    } validate: { connection in
      if let ping, (try? await simulation.sleep(for: ping)) == nil { return false }
      return validate(connection)
    } close: { connection in
      note("closed \(connection)")
    }
    simulation.start { try await program(simulation, pool, note) }
    simulation.runToEnd()
    #expect(simulation.state == .finished)
    simulation.tearDown()
    return notes.lines
  }

  private final class Counter: @unchecked Sendable {
    private var count = 0

    func next() -> Int {
      count += 1
      return count
    }
  }

  @Test func `a connection is opened once and used again`() {
    let lines = timeline(.init(limit: 1)) { _, pool, note in
      try await pool.withConnection { note("uses \($0)") }
      try await pool.withConnection { note("uses \($0)") }
    }
    #expect(lines == ["100 uses 1", "100 uses 1"])
  }

  @Test func `a connection comes back after an error`() {
    struct Failure: Error {}
    let lines = timeline(.init(limit: 1)) { _, pool, note in
      try? await pool.withConnection { _ in throw Failure() }
      note("\(pool.unusedCount) unused, \(pool.busyCount) busy")
    }
    #expect(lines == ["100 1 unused, 0 busy"])
  }

  @Test func `a broken connection is replaced before it is used`() {
    let lines = timeline(.init(limit: 1), validate: { $0 != 1 }) { _, pool, note in
      try await pool.withConnection { note("uses \($0)") }
      try await pool.withConnection { note("uses \($0)") }
    }
    #expect(lines == ["100 uses 1", "100 closed 1", "200 uses 2"])
  }

  @Test func `a ping that is asked to stop condemns no connection`() {
    let lines = timeline(.init(limit: 1), ping: .milliseconds(50)) { simulation, pool, note in
      try await pool.withConnection { note("uses \($0)") }
      let user = simulation.spawn(Label("user"), role: Symbol("user")) {
        do {
          try await pool.withConnection { _ in note("never") }
        } catch is CancellationError {
          note("stopped")
        }
      }
      try await simulation.sleep(for: .milliseconds(20))
      user.cancel()
      await user.finished()
      try await pool.withConnection { note("uses \($0)") }
    }
    #expect(lines == ["100 uses 1", "120 stopped", "170 uses 1"])
  }

  @Test func `what is being validated is not taken away from whoever does that`() {
    let lines = timeline(.init(limit: 1), ping: .milliseconds(50)) { simulation, pool, note in
      try await pool.withConnection { _ in }
      let early = try await pool.acquire()
      let loans = pool.loans
      pool.release(early)
      let user = simulation.spawn(Label("user"), role: Symbol("user")) {
        try await pool.withConnection { note("uses \($0), \(pool.busyCount) busy") }
      }
      try await simulation.sleep(for: .milliseconds(20))
      for loan in loans { note("reclaimed: \(pool.reclaim(loan))") }
      await user.finished()
    }
    #expect(lines == ["170 reclaimed: false", "200 uses 1, 1 busy"])
  }

  @Test func `whoever waits too long gives up, and the connection is not lost`() {
    let lines = timeline(.init(limit: 1, acquireTimeout: .milliseconds(50))) {
      simulation, pool, note in
      let holder = simulation.spawn(Label("holder"), role: Symbol("user")) {
        try await pool.withConnection { _ in try await simulation.sleep(for: .seconds(1)) }
      }
      try await simulation.sleep(for: .milliseconds(200))
      do {
        try await pool.withConnection { _ in note("never") }
      } catch let error as TimeoutError {
        note("gave up after \(DurationText(error.limit))")
      }
      await holder.finished()
      try await pool.withConnection { note("uses \($0)") }
    }
    #expect(lines == ["250 gave up after 50ms", "1100 uses 1"])
  }

  @Test func `what lies unused expires while the keeper runs`() {
    let lines = timeline(.init(limit: 2, idleTimeout: .seconds(1))) { simulation, pool, note in
      let keeper = simulation.spawn(Label("keeper"), role: Symbol("keeper")) {
        try await pool.run()
      }
      try await pool.withConnection { _ in }
      try await simulation.sleep(for: .milliseconds(500))
      pool.reconfigure(.init(limit: 2, idleTimeout: .milliseconds(700)))
      try await simulation.sleep(for: .seconds(1))
      note("\(pool.unusedCount) unused")
      keeper.cancel()
      await keeper.finished()
    }
    #expect(lines == ["800 closed 1", "1600 0 unused"])
  }

  @Test func `the keeper ends when the pool is closed`() {
    let lines = timeline(.init(limit: 1)) { simulation, pool, note in
      let keeper = simulation.spawn(Label("keeper"), role: Symbol("keeper")) {
        try await pool.run()
      }
      try await simulation.sleep(for: .seconds(1))
      pool.close()
      await keeper.finished()
      note("over")
    }
    #expect(lines == ["1000 over"])
  }

  @Test func `drained returns when the last connection is back`() {
    let lines = timeline(.init(limit: 1)) { simulation, pool, note in
      let holder = simulation.spawn(Label("holder"), role: Symbol("user")) {
        try await pool.withConnection { _ in try await simulation.sleep(for: .seconds(1)) }
      }
      try await simulation.sleep(for: .milliseconds(10))
      pool.close()
      try await pool.drained()
      note("drained")
      await holder.finished()
    }
    #expect(lines == ["1100 closed 1", "1100 drained"])
  }

  @Test func `what a dead holder has is reclaimed`() {
    let lines = timeline(.init(limit: 1)) { simulation, pool, note in
      let holder = simulation.spawn(Label("holder"), role: Symbol("user")) {
        _ = try await pool.acquire()
      }
      await holder.finished()
      for loan in pool.loans where loan.holder == holder.id { pool.reclaim(loan) }
      try await pool.withConnection { note("uses \($0)") }
    }
    #expect(lines == ["100 closed 1", "200 uses 2"])
  }

  @Test func `it works in a server that reports nothing`() async throws {
    let pool = ConnectionPool(
      "pool", .init(limit: 2, acquireTimeout: .seconds(60)), clock: ContinuousClock()
    ) { 1 }
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 1...100 { group.addTask { try await pool.withConnection { $0 } } }
      return try await group.reduce(0, +)
    }
    #expect(sum == 100)
    #expect(pool.busyCount == 0 && pool.unusedCount <= 2)
  }
}
