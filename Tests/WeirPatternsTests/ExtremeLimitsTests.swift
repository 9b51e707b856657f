import Synchronization
import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Every number in the patterns' public interface at its extremes, on each kind of clock: nothing
/// traps, and endless waits can be cancelled.
@Suite struct ExtremeLimitsTests {
  static let durations: [Duration] = [
    .zero, .nanoseconds(1), .nanoseconds(-1), .seconds(-1), .seconds(291 * 31_536_000),
    .nanoseconds(Int64.max), .nanoseconds(Int64.min), .seconds(Int64.max), .seconds(Int64.min),
    Duration(attoseconds: .max), Duration(attoseconds: .min),
  ]
  static let counts = [Int.min, -1, 0, 1, 2, .max]

  @Test(arguments: durations, Limit.allCases)
  private func `a limit of any length holds on the continuous clock`(
    length: Duration, limit: Limit
  ) async throws {
    try await limit.exercise(length, on: ContinuousClock())
  }

  @Test(arguments: durations, Limit.allCases)
  private func `a limit of any length holds on the suspending clock`(
    length: Duration, limit: Limit
  ) async throws {
    try await limit.exercise(length, on: SuspendingClock())
  }

  @Test(arguments: durations, Limit.allCases)
  private func `a limit of any length holds on a virtual clock`(length: Duration, limit: Limit)
    throws
  {
    try Simulation.check(seeds: 0..<3) { simulation in
      try await limit.exercise(length, on: simulation.clock, simulation)
    }
  }

  @Test(arguments: counts)
  func `any number is a valid capacity, limit or size`(count: Int) throws {
    try Simulation.check(seeds: [1]) { simulation in
      let clock = simulation.clock
      let queue = BoundedQueue("q", of: Int.self, capacity: count, clock: clock)
      queue.reconfigure(capacity: count, overflow: .block)
      async let got = queue.get()
      try await queue.put(1)
      #expect(try await got == 1)

      let pool = ConnectionPool("p", .init(limit: count), clock: clock) { 1 }
      pool.reconfigure(.init(limit: count))
      #expect(try await pool.withConnection { $0 } == 1)

      let resource = ScopedResource("r", limit: count, clock: clock, reporter: simulation) {
        1
      } release: { _ in
      }
      resource.reconfigure(limit: count)
      #expect(try await resource.use { $0 } == 1)

      let batcher = MicroBatcher(
        "b", .init(size: count, linger: .zero, concurrency: count), clock: clock
      ) { (items: [Int]) in items }
      batcher.reconfigure(.init(size: count, linger: .zero, concurrency: count))
      let loop = simulation.spawn(Label("loop"), role: Symbol("loop")) { try await batcher.run() }
      #expect(try await batcher.submit(1) == 1)
      batcher.close()
      await loop.finished()

      #expect(try await gather([1, 2], limit: count) { $0 } == [1, 2])
      #expect(await gatherResults([1, 2], limit: count) { $0 }.count == 2)
      let result = try await retry(.init(attempts: count, base: .zero), clock: clock, random: { 0 })
      { _ in 1 }
      #expect(result == 1)
    }
  }

  /// The same with the default clock.
  @Test(arguments: durations, counts)
  func `any number is valid on the default clock`(length: Duration, count: Int)
    async throws
  {
    #expect(try await withTimeout(length) { 1 } == 1)
    if length.seconds.magnitude < 1e9 {
      let deadline = ContinuousClock.now.advanced(by: length)
      #expect(try await withDeadline(deadline) { 1 } == 1)
    }
    #expect(try await retry(.init(attempts: count, base: length, cap: length)) { _ in 1 } == 1)

    let queue = BoundedQueue("q", of: Int.self, capacity: max(count, 1))
    #expect(try await queue.put(1, within: length) == .accepted)
    #expect(try await queue.withElement(within: length) { $0 } == 1)
    try await queue.put(2)
    #expect(try await queue.withElement { $0 } == 2)
    try await queue.join()

    let configuration = PoolConfiguration(
      limit: count, acquireTimeout: nil, idleTimeout: length, reusesConnections: count > 0)
    let pool = ConnectionPool("p", configuration) { 1 }
    #expect(try await pool.withConnection { $0 } == 1)
    let slowPool = ConnectionPool("p", configuration) {
      1
    } close: { _ async in
    }
    #expect(try await slowPool.withConnection { $0 } == 1)
    slowPool.close()
    try await slowPool.drained()

    let resource = ScopedResource("r", limit: count) {
      1
    } release: { _ in
    }
    #expect(try await resource.use(within: length) { $0 } == 1)

    let batcher = MicroBatcher(
      "b", BatcherConfiguration(size: 1, linger: length, concurrency: count)
    ) { (items: [Int]) in items }
    async let loop: Void = batcher.run()
    #expect(try await batcher.submit(1) == 1)
    batcher.close()
    try await loop

    let report = await GracefulShutdown(grace: length, cancellationTimeout: length).run([])
    #expect(report.isComplete)
  }

  @Test(arguments: counts, [Double.nan, -.infinity, -1, 0, 0.2, .infinity])
  func `a retry budget with any numbers takes deposits and withdrawals`(reserve: Int, share: Double)
  {
    let budget = RetryBudget(share: share, reserve: reserve)
    budget.reconfigure(share: share)
    for _ in 1...3 {
      budget.deposit()
      _ = budget.withdraw()
    }
    #expect(budget.balance >= 0)
  }

  @Test(arguments: durations, RetryPolicy.Jitter.allCases)
  func `retry delays with any numbers grow up to their cap`(
    length: Duration, jitter: RetryPolicy.Jitter
  ) {
    var policy = RetryPolicy(attempts: .max, base: length, cap: length, jitter: jitter)
    policy.base = length
    policy.cap = length
    var backoff = Backoff(policy)
    for unit in [0, 0.5, 1.0.nextDown, 1, .nan, .infinity, -1] {
      for _ in 1...100 {
        let delay = backoff.next(unit: unit)
        #expect(delay >= .zero && delay <= max(.zero, length))
      }
    }
  }

  @Test(arguments: [Int.min, -1, 0, .max])
  func `a shutdown adds up the remaining work of its parts without overflow`(count: Int) async {
    let quick = ["a", "b"].map { name in
      ShutdownPart(name) {
      } remains: {
        count
      } drained: {
        throw Broken()
      }
    }
    let report = await GracefulShutdown(
      grace: .zero, cancellationTimeout: .zero, clock: ContinuousClock()
    )
    .run(quick)
    #expect(report.abandonedCount == (count > 0 ? .max : 0))
  }
}

/// An API in which a length of time is a limit.
private enum Limit: CaseIterable {
  case timeout, deadline, emptyQueue, fullQueue, readyQueue
  case pool, poolLine, idle, resource, linger, shutdown, retry

  /// Uses the limit with something that needs no wait, or waits in vain and is cancelled.
  func exercise<C: Clock>(_ length: Duration, on clock: C, _ reporter: (any Reporter)? = nil)
    async throws where C.Duration == Duration
  {
    switch self {
    case .timeout:
      #expect(try await withTimeout(length, clock: clock, reporter: reporter) { 1 } == 1)
      await waitInVain(length, or: TimeoutError.self) {
        try await withTimeout(length, clock: clock, reporter: reporter) { try await endless() }
      }
    case .deadline:
      guard length.seconds.magnitude < 1e9 else { return }
      let instant = clock.now.advanced(by: length)
      #expect(try await withDeadline(instant, clock: clock, reporter: reporter) { 1 } == 1)
      #expect(Deadline.remaining(on: clock) == nil)
    case .emptyQueue:
      let queue = BoundedQueue("q", of: Int.self, capacity: 1, clock: clock, reporter: reporter)
      await waitInVain(length, or: TimeoutError.self) { _ = try await queue.get(within: length) }
    case .fullQueue:
      let queue = BoundedQueue("q", of: Int.self, capacity: 0, clock: clock, reporter: reporter)
      await waitInVain(length, or: TimeoutError.self) { try await queue.put(1, within: length) }
    case .readyQueue:
      let queue = BoundedQueue("q", of: Int.self, capacity: 1, clock: clock, reporter: reporter)
      #expect(try await queue.put(1, within: length) == .accepted)
      #expect(try await queue.get(within: length) == 1)
    case .pool, .poolLine:
      let pool = ConnectionPool(
        "p", .init(limit: 1, acquireTimeout: length), clock: clock, reporter: reporter
      ) { 1 }
      guard self == .poolLine else {
        // Opening takes a wait on a system clock, since it runs in a task of its own.
        _ = try? await pool.withConnection { $0 }
        return
      }
      pool.reconfigure(.init(limit: 1))
      let held = try await pool.acquire()
      pool.reconfigure(.init(limit: 1, acquireTimeout: length))
      await waitInVain(length, or: TimeoutError.self) { _ = try await pool.acquire() }
      pool.release(held)
      #expect(try await pool.withConnection { $0 } == 1)
    case .idle:
      let pool = ConnectionPool(
        "p", .init(limit: 1, idleTimeout: length), clock: clock, reporter: reporter
      ) { 1 }
      await waitInVain(.forever) { try await pool.run() }
      try await pool.withConnection { _ in }
      await waitInVain(.forever) { try await pool.run() }
    case .resource:
      let resource = ScopedResource("r", limit: 1, clock: clock, reporter: reporter) {
        1
      } release: { _ in
      }
      #expect(try await resource.use(within: length) { $0 } == 1)
      try await resource.use { _ in
        await waitInVain(length, or: TimeoutError.self) {
          _ = try await resource.acquire(within: length)
        }
      }
    case .linger:
      let batcher = MicroBatcher(
        "b", .init(size: 2, linger: length), clock: clock, reporter: reporter
      ) { (items: [Int]) in items }
      await waitInVain(.forever) { try await batcher.run() }
      batcher.close()
    case .shutdown:
      let report = await GracefulShutdown(
        grace: length, cancellationTimeout: length, clock: clock, reporter: reporter
      ).run([ShutdownPart("part", stop: {}, remains: { 0 }, drained: {})])
      #expect(report.isComplete)
    case .retry:
      await waitInVain(length, or: Broken.self) {
        try await WeirPatterns.retry(
          .init(attempts: 2, base: length, cap: length, jitter: .none), clock: clock,
          random: { 0 }
        ) { _ in throw Broken() }
      }
    }
  }

  /// Runs something that ends only by its limit, and cancels it after a while.
  ///
  /// - Parameter failure: what it throws after a short limit.
  private func waitInVain(
    _ length: Duration, or failure: (any Error.Type)? = nil,
    _ operation: @escaping @Sendable () async throws -> Void
  ) async {
    let error = await withTaskGroup(of: (any Error)?.self) { group in
      group.addTask {
        do {
          try await operation()
          return nil
        } catch {
          return error
        }
      }
      for _ in 0..<20 { await Task.yield() }
      group.cancelAll()
      return await group.next() ?? nil
    }
    if let error, let failure, length < .seconds(1_000_000), type(of: error) == failure { return }
    #expect(error is CancellationError)
  }

  @Sendable private func endless() async throws {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    for await _ in stream {}
    withExtendedLifetime(continuation) {}
    try Task.checkCancellation()
  }
}

extension Duration {
  fileprivate static let forever = Duration.seconds(Int64.max)
}
