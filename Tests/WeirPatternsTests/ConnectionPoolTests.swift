import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// The pool in use, as timelines.
@Suite struct ConnectionPoolTests {
  /// Collects the notes of a simulated program. Only the simulation's thread uses it.
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

  @Test func `a connection is opened once and reused`() {
    let lines = timeline(.init(limit: 1)) { _, pool, note in
      try await pool.withConnection { note("uses \($0)") }
      try await pool.withConnection { note("uses \($0)") }
    }
    #expect(lines == ["100 uses 1", "100 uses 1"])
  }

  @Test func `a connection is released after an error`() {
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

  @Test func `a cancelled validation does not cost the connection`() {
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

  @Test func `a connection can't be reclaimed from the task that validates it`() {
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

  @Test func `a task that waits too long times out, and the connection is not lost`() {
    let lines = timeline(.init(limit: 1)) { simulation, pool, note in
      let holder = simulation.spawn(Label("holder"), role: Symbol("user")) {
        try await pool.withConnection { _ in try await simulation.sleep(for: .seconds(1)) }
      }
      try await simulation.sleep(for: .milliseconds(200))
      pool.reconfigure(.init(limit: 1, acquireTimeout: .milliseconds(50)))
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

  @Test func `idle connections expire while the keeper runs`() {
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

  @Test func `drained returns when the last connection is released`() {
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

  @Test func `the connection of a holder that ended can be reclaimed`() {
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

  @Test func `releasing a loan twice does not take the connection from its next holder`() {
    let lines = timeline(.init(limit: 1)) { simulation, pool, note in
      let first = try await pool.acquire()
      pool.release(first)
      let second = try await pool.acquire()
      pool.release(first)
      let waiter = simulation.spawn(Label("waiter"), role: Symbol("user")) {
        try await pool.withConnection { note("uses \($0)") }
      }
      try await simulation.sleep(for: .seconds(1))
      pool.release(first)
      note("releases \(second.connection)")
      pool.release(second)
      await waiter.finished()
      pool.close()
      pool.release(first)
      pool.release(second)
      try await pool.drained()
    }
    #expect(lines == ["1100 releases 1", "1100 uses 1", "1100 closed 1"])
  }

  /// How a validation hangs.
  private enum Hang: CaseIterable {
    case untilCancelled, whateverHappens, computing
  }

  @Test(arguments: Hang.allCases, [false, true])
  private func `a validation that hangs costs the connection, and delays no other task`(
    hang: Hang, isCancelled: Bool
  ) {
    let notes = Notes()
    let simulation = Simulation()
    let counter = Counter()
    let pool = ConnectionPool(
      "pool", .init(limit: 1, acquireTimeout: .seconds(1)), clock: simulation.clock,
      reporter: simulation
    ) {
      counter.next()
    } validate: { connection in
      guard connection == 1 else { return true }
      switch hang {
      case .untilCancelled: return (try? await simulation.sleep(for: .seconds(3600))) != nil
      case .whateverHappens: await withUnsafeContinuation { (_: UnsafeContinuation<Void, _>) in }
      case .computing: try? await simulation.offload(for: .seconds(3600))
      }
      return true
    } close: { connection in
      notes.lines.append("\(simulation.now.seconds) closed \(connection)")
    }
    let note = { @Sendable (text: String) in
      notes.lines.append("\(simulation.now.seconds) \(text)")
    }
    simulation.start {
      simulation.setOffloadWorkers(1)
      try await pool.withConnection { _ in }
      let user = simulation.spawn(Label("user"), role: Symbol("user")) {
        do {
          try await pool.withConnection { _ in note("never") }
        } catch {
          note("\(type(of: error))")
        }
      }
      let waiter = simulation.spawn(Label("waiter"), role: Symbol("user")) {
        try await simulation.sleep(for: .milliseconds(100))
        try await pool.withConnection { note("uses \($0)") }
      }
      if isCancelled {
        try await simulation.sleep(for: .milliseconds(500))
        user.cancel()
      }
      await user.finished()
      await waiter.finished()
      note("\(pool.busyCount) busy, \(pool.waitingCount) waiting")
    }
    simulation.run(until: .init(nanoseconds: 5_000_000_000))
    simulation.tearDown()
    let (when, how) = isCancelled ? ("0.5", "CancellationError") : ("1.0", "TimeoutError")
    #expect(
      Set(notes.lines) == [
        "\(when) closed 1", "\(when) \(how)", "\(when) uses 2", "\(when) 0 busy, 0 waiting",
      ])
  }

  @Test func `the acquire timeout includes opening, and a connection opened late is not lost`() {
    let notes = Notes()
    let simulation = Simulation()
    let pool = ConnectionPool(
      "pool", .init(limit: 1, acquireTimeout: .seconds(1)), clock: simulation.clock,
      reporter: simulation
    ) {
      // Ignores cancellation.
      try await simulation.shielded { try await simulation.sleep(for: .seconds(3)) }
      return 1
    }
    let note = { @Sendable (text: String) in
      notes.lines.append("\(simulation.now.seconds) \(text)")
    }
    simulation.start {
      do {
        try await pool.withConnection { _ in note("never") }
      } catch {
        note("\(type(of: error)), \(pool.busyCount) busy")
      }
      try await simulation.sleep(for: .milliseconds(1500))
      try await pool.withConnection { note("uses \($0)") }
    }
    #expect(simulation.runToEnd() == .finished)
    #expect(notes.lines == ["1.0 TimeoutError, 1 busy", "3.0 uses 1"])
  }

  @Test func `drained waits for connections that take time to close`() {
    let notes = Notes()
    let simulation = Simulation()
    let pool = ConnectionPool("pool", .init(limit: 1), clock: simulation.clock) {
      1
    } close: { (_: Int) in
      try? await simulation.sleep(for: .seconds(2))
      notes.lines.append("\(simulation.now.seconds) closed")
    }
    simulation.start {
      try await pool.withConnection { _ in }
      pool.close()
      try await pool.drained()
      notes.lines.append("\(simulation.now.seconds) drained")
    }
    #expect(simulation.runToEnd() == .finished)
    #expect(notes.lines == ["2.0 closed", "2.0 drained"])
  }

  @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1)])
  func `a keeper with a tiny idle timeout does not spin`(idle: Duration) {
    let lines = timeline(.init(limit: 1, idleTimeout: idle)) { simulation, pool, note in
      let keeper = simulation.spawn(Label("keeper"), role: Symbol("keeper")) {
        try await pool.run()
      }
      try await simulation.sleep(for: .seconds(1))
      try await pool.withConnection { note("uses \($0)") }
      try await simulation.sleep(for: .seconds(1))
      keeper.cancel()
      await keeper.finished()
    }
    #expect(lines == ["1100 uses 1", "1100 closed 1"])
  }

  @Test func `a pool works without a reporter on the system's clock`() async throws {
    let pool = ConnectionPool(
      "pool", .init(limit: 2, acquireTimeout: .seconds(3600)), clock: ContinuousClock()
    ) { 1 }
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 1...100 { group.addTask { try await pool.withConnection { $0 } } }
      return try await group.reduce(0, +)
    }
    #expect(sum == 100)
    #expect(pool.busyCount == 0 && pool.unusedCount <= 2)
  }
}
