import Testing
import WeirPatterns

/// Limits that have passed, with many tasks on all processors: what is available is delivered all
/// the same.
@Suite struct ReadyStressTests {
  /// Runs something concurrently in many tasks, many times each. Returns how often it threw.
  private func failures(_ live: @escaping @Sendable () async throws -> Void) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<64 {
        group.addTask {
          var count = 0
          for _ in 0..<100 {
            do { try await live() } catch { count += 1 }
          }
          return count
        }
      }
      return await group.reduce(0, +)
    }
  }

  @Test(arguments: [Duration.zero, .seconds(-1)])
  func `with a limit that has passed, an available element is dequeued, and a free place is used`(
    limit: Duration
  ) async {
    let late = await failures {
      let queue = BoundedQueue("q", of: Int.self, capacity: 4)
      try await queue.put(1, within: limit)
      _ = try await queue.get(within: limit)
    }
    #expect(late == 0)
  }

  @Test(arguments: [Duration.zero, .seconds(-1)])
  func `with a limit that has passed, an operation that needs no wait succeeds`(limit: Duration)
    async
  {
    let late = await failures {
      let queue = BoundedQueue("q", of: Int.self, capacity: 4)
      try await queue.put(1)
      _ = try await withTimeout(limit) { try await queue.get() }
    }
    #expect(late == 0)
  }

  @Test(arguments: [Duration.zero, .seconds(-1)])
  func `with a limit that has passed, a free connection and a free place are acquired`(
    limit: Duration
  ) async {
    let late = await failures {
      let pool = ConnectionPool("p", .init(limit: 1)) {
        1
      } validate: { _ in
        true
      }
      try await pool.withConnection { _ in }
      pool.reconfigure(.init(limit: 1, acquireTimeout: limit))
      try await pool.withConnection { _ in }
      let resource = ScopedResource(limit: 1) {
        1
      } release: { _ in
      }
      try await resource.use(within: limit) { _ in }
    }
    #expect(late == 0)
  }

  @Test func `parts without work are drained without a grace period`() async {
    let late = await failures {
      let queue = BoundedQueue("q", of: Int.self, capacity: 4)
      let report = await GracefulShutdown(grace: .zero, cancellationTimeout: .zero).run([
        .queue("q", queue)
      ])
      if !report.isComplete { throw Broken() }
    }
    #expect(late == 0)
  }
}
