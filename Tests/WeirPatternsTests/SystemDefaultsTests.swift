import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// The patterns' defaults, on the system's clock and in a simulation.
@Suite struct SystemDefaultsTests {
  @Test func `the patterns need neither a clock nor a random source in a server`() async throws {
    let queue = BoundedQueue("q", of: Int.self, capacity: 1)
    try await queue.put(1)
    #expect(try await queue.get(within: .zero) == 1)

    let pool = ConnectionPool("p", .init(limit: 1, acquireTimeout: .seconds(3600))) { 1 }
    #expect(try await pool.withConnection { $0 } == 1)
    let closing = ConnectionPool("p", .init(limit: 1)) {
      1
    } close: { (_: Int) in
      await Task.yield()
    }
    try await closing.withConnection { _ in }
    closing.close()
    try await closing.drained()

    let batcher = MicroBatcher("b", .init(size: 1, linger: .zero)) { (items: [Int]) in items }
    let loop = Task { try await batcher.run() }
    #expect(try await batcher.submit(1) == 1)
    batcher.close()
    try await loop.value

    let resource = ScopedResource {
      1
    } release: { _ in
    }
    #expect(try await resource.use(within: .seconds(3600)) { $0 } == 1)
    queue.taskDone()
    #expect(await GracefulShutdown(grace: .zero).run([.queue("q", queue)]).isComplete)
    #expect(try await withTimeout(.seconds(3600)) { 1 } == 1)
    #expect(try await withDeadline(.now + .seconds(3600)) { 1 } == 1)
    let tried = try await retry(.init(base: .nanoseconds(1))) { attempt in
      if attempt < 3 { throw Broken() }
      return attempt
    }
    #expect(tried == 3)
  }

  @Test func `in a simulation the jitter of retries follows from the seed`() {
    func story(_ seed: UInt64) -> [String] {
      let story = Story()
      let simulation = Simulation(.init(seed: seed))
      simulation.start {
        try await retry(.init(attempts: 4), clock: simulation.clock) { attempt in
          story.note("attempt \(attempt)", simulation)
          throw Broken()
        }
      }
      simulation.runToEnd()
      return story.lines
    }
    #expect(story(1) == story(1))
    #expect(Set((1...5).map(story)).count == 5)
  }

  @Test func `work under a timeout stays on its actor, and its result need not be sendable`()
    async throws
  {
    #expect(try await Counter().count() == 4)
    let local = Box()
    let same = try await withTimeout(.seconds(3600)) {
      local.value += 1
      await Task.yield()
      return local
    }
    #expect(same === local && local.value == 1)
  }

  private final class Box {
    var value = 0
  }

  private actor Counter {
    private var box = Box()

    func count() async throws -> Int {
      for limit in [Duration.seconds(3600), .zero] {
        let result = try await withTimeout(limit) {
          assertIsolated()
          box.value += 1
          if limit > .zero { await Task.yield() }
          assertIsolated()
          box.value += 1
          return box
        }
        #expect(result === box)
      }
      return box.value
    }
  }
}
