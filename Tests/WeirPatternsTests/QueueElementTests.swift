import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Dequeuing elements so that each is marked as done, and dequeuing all of them.
@Suite struct QueueElementTests {
  @Test func `withElement marks its element as done however the body ends`() {
    let lines = Story.of { simulation, story in
      let queue = BoundedQueue(of: Int.self, capacity: nil, clock: simulation.clock)
      for element in 1...3 { try await queue.put(element) }
      story.note("\(try await queue.withElement { $0 * 10 })", simulation)
      await story.noteEnd(simulation) { try await queue.withElement { _ in throw Broken() } }
      let worker = simulation.spawn(Label("worker"), role: Symbol("worker")) {
        try await queue.withElement { _ in try await simulation.sleep(for: .seconds(5)) }
      }
      try await simulation.sleep(for: .seconds(1))
      story.note("\(queue.unfinishedCount) unfinished", simulation)
      worker.cancel()
      try await queue.join()
      story.note("joined", simulation)
      await story.noteEnd(simulation) { try await queue.withElement(within: .seconds(2)) { $0 } }
      queue.close()
      await story.noteEnd(simulation) { try await queue.withElement { $0 } }
      #expect(queue.unfinishedCount == 0)
    }.lines
    #expect(
      lines == [
        "0s 10", "0s Broken", "1s 1 unfinished", "1s joined", "3s TimeoutError", "3s QueueError",
        "3s finished",
      ])
  }

  @Test func `a loop over a queue's elements ends when the queue is closed and empty`() {
    let lines = Story.of { simulation, story in
      let queue = BoundedQueue(of: Int.self, capacity: 1, clock: simulation.clock)
      let consumers = (1...2).map { number in
        simulation.spawn(Label("consumer-\(number)"), role: Symbol("consumer")) {
          for try await element in queue.elements {
            defer { queue.taskDone() }
            story.note("consumer-\(number) has \(element)", simulation)
            try await simulation.sleep(for: .seconds(1))
          }
        }
      }
      for element in 1...3 { try await queue.put(element) }
      queue.close()
      try await queue.join()
      for consumer in consumers { await consumer.finished() }
    }.lines
    #expect(
      lines == [
        "0s consumer-1 has 1", "0s consumer-2 has 2", "1s consumer-1 has 3", "2s finished",
      ])
  }

  @Test func `a loop over a queue's elements throws when it is cancelled`() {
    let lines = Story.of { simulation, story in
      let queue = BoundedQueue(of: Int.self, capacity: 1, clock: simulation.clock)
      let consumer = simulation.spawn(Label("consumer"), role: Symbol("consumer")) {
        await story.noteEnd(simulation) { for try await _ in queue.elements {} }
      }
      try await simulation.sleep(for: .seconds(1))
      consumer.cancel()
      await consumer.finished()
    }.lines
    #expect(lines == ["1s CancellationError", "1s finished"])
  }
}
