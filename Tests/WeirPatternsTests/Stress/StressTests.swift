import Synchronization
import Testing
import WeirPatterns

/// The patterns with plain tasks on all processors, a third of which are cancelled: the same rules
/// as in a simulation, which never runs two threads at once.
@Suite struct StressTests {
  private static let count = 300

  /// Runs that many tasks concurrently, and cancels every third one. Returns how many succeeded.
  private func crowd(_ live: @escaping @Sendable (Int) async throws -> Void) async -> Int {
    let tasks = (0..<StressTests.count).map { number in Task { try await live(number) } }
    for (number, task) in tasks.enumerated() where number.isMultiple(of: 3) { task.cancel() }
    var ended = 0
    for task in tasks {
      if case .success = await task.result { ended += 1 }
    }
    return ended
  }

  @Test func `a queue on many threads loses nothing and delivers nothing twice`() async throws {
    let queue = BoundedQueue(of: Int.self, capacity: 4, clock: ContinuousClock())
    let (put, got) = (Books(), Books())
    let consumers = (1...4).map { _ in
      Task {
        while let item = try? await queue.get() {
          got.add(item)
          queue.taskDone()
        }
      }
    }
    let ended = await crowd { number in
      try await queue.put(number)
      put.add(number)
    }
    try await queue.join()
    queue.close()
    for consumer in consumers { await consumer.value }
    #expect(ended >= StressTests.count * 2 / 3)
    #expect(put.items == got.items)
    #expect(queue.depth == 0 && queue.unfinishedCount == 0)
  }

  @Test func `a pool on many threads keeps its limit, and closes every connection`() async throws {
    let (opened, closed) = (Books(), Books())
    let use = Gauge()
    let pool = ConnectionPool(
      "pool", .init(limit: 4, acquireTimeout: .seconds(3600)), clock: ContinuousClock()
    ) {
      await Task.yield()
      return opened.addNext()
    } validate: { _ in
      await Task.yield()
      return !Task.isCancelled
    } close: {
      closed.add($0)
    }
    let ended = await crowd { _ in
      try await pool.withConnection { _ in
        use.enter()
        await Task.yield()
        use.leave()
      }
    }
    pool.close()
    try await pool.drained()
    #expect(ended >= StressTests.count * 2 / 3)
    #expect(use.most <= 4)
    #expect(opened.items == closed.items)
    #expect(pool.busyCount == 0 && pool.unusedCount == 0 && pool.waitingCount == 0)
  }

  @Test func `a batcher on many threads answers each item, and processes none that was withdrawn`()
    async throws
  {
    let (processed, answered, withdrawn) = (Books(), Books(), Books())
    let batcher = MicroBatcher(
      "batcher", .init(size: 8, linger: .microseconds(100), concurrency: 2),
      clock: ContinuousClock()
    ) { (items: [Int]) in
      for item in items { processed.add(item) }
      return items.map { -$0 }
    }
    let loop = Task { try await batcher.run() }
    let ended = await crowd { number in
      do {
        if try await batcher.submit(number) == -number { answered.add(number) }
      } catch {
        withdrawn.add(number)
        throw error
      }
    }
    batcher.close()
    try await loop.value
    #expect(ended >= StressTests.count * 2 / 3)
    #expect(processed.items == answered.items)
    #expect(answered.items.count + withdrawn.items.count == StressTests.count)
    #expect(batcher.remainingCount == 0)
  }

  @Test func `a resource on many threads keeps its limit, and releases each handle once`() async {
    let (acquired, released) = (Books(), Books())
    let use = Gauge()
    let resource = ScopedResource(limit: 4, clock: ContinuousClock()) {
      await Task.yield()
      use.enter()
      return acquired.addNext()
    } release: {
      await Task.yield()
      use.leave()
      released.add($0)
    }
    let ended = await crowd { number in
      let limit: Duration? = number.isMultiple(of: 2) ? .seconds(3600) : nil
      try await resource.use(within: limit) { _ in try await Task.sleep(for: .microseconds(1)) }
    }
    #expect(ended >= StressTests.count * 2 / 3)
    #expect(use.most <= 4)
    #expect(acquired.items == released.items)
    #expect(resource.inUseCount == 0 && resource.waitingCount == 0)
  }
}

/// Numbers that many tasks record.
private final class Books: Sendable {
  private let state = Mutex<[Int]>([])

  func add(_ item: Int) {
    state.withLock { $0.append(item) }
  }

  /// Records the next number that is not there yet.
  func addNext() -> Int {
    state.withLock { items in
      items.append(items.count)
      return items.count - 1
    }
  }

  /// Sorted, with duplicates.
  var items: [Int] { state.withLock { $0.sorted() } }
}

/// Counts how many tasks are inside at the same time.
private final class Gauge: Sendable {
  private let state = Mutex((now: 0, most: 0))

  func enter() {
    state.withLock { state in
      state.now += 1
      state.most = max(state.most, state.now)
    }
  }

  func leave() {
    state.withLock { $0.now -= 1 }
  }

  var most: Int { state.withLock(\.most) }
}
