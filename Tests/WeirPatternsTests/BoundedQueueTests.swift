import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

@Suite struct BoundedQueueTests {
  /// An element that reads its queue's depth when it is destroyed.
  private final class Curious: Sendable {
    let queue: BoundedQueue<Curious, VirtualClock>

    init(_ queue: BoundedQueue<Curious, VirtualClock>) { self.queue = queue }

    deinit { _ = queue.depth }
  }

  @Test func `an element is never destroyed while the queue is locked`() throws {
    try Simulation.check(seeds: 0..<1) { simulation in
      let queue = BoundedQueue(
        of: Curious.self, capacity: 1, overflow: .dropOldest, clock: simulation.clock)
      for _ in 1...3 { try await queue.put(Curious(queue)) }
      queue.reconfigure(capacity: 1, overflow: .block)
      let producer = simulation.spawn(Label("producer"), role: Symbol("producer")) {
        try await queue.put(Curious(queue))
      }
      try await simulation.sleep(for: .seconds(1))
      producer.cancel()
      await producer.finished()
      let other = simulation.spawn(Label("other"), role: Symbol("other")) {
        try await queue.put(Curious(queue))
      }
      try await simulation.sleep(for: .seconds(1))
      queue.close()
      await other.finished()
    }
  }

  @Test func `a capacity too large to report is reported as the largest number`() {
    let simulation = Simulation { _ in }
    let queue = BoundedQueue(
      of: Int.self, capacity: .max, clock: simulation.clock, reporter: simulation)
    queue.reconfigure(capacity: .max, overflow: .fail)
    #expect(queue.depth == 0)
  }

  @Test func `polling an empty queue times out every time, and a later element still arrives`()
    throws
  {
    try Simulation.check(seeds: 0..<20) { simulation in
      let queue = BoundedQueue(of: Int.self, capacity: 1, clock: simulation.clock)
      var misses = 0
      while misses < 100 {
        do {
          _ = try await queue.get(within: .milliseconds(1))
        } catch is TimeoutError {
          misses += 1
        }
      }
      try await queue.put(7)
      guard try await queue.get() == 7 else { throw QueueError.closed }
    }
  }
}
