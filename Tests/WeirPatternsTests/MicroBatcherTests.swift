import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

@Suite struct MicroBatcherTests {
  @Test func `a batcher works without a reporter on the system's clock`() async throws {
    let batcher = MicroBatcher(
      "doubler", .init(size: 8, linger: .milliseconds(1), concurrency: 2), clock: ContinuousClock()
    ) { (items: [Int]) in items.map { $0 * 2 } }
    let outputs = try await withThrowingTaskGroup(of: Int.self) { group in
      group.addTask {
        try await batcher.run()
        return 0
      }
      for item in 1...100 { group.addTask { try await batcher.submit(item) } }
      var sum = 0
      for _ in 1...100 { sum += try await group.next() ?? 0 }
      batcher.close()
      try await batcher.drained()
      return sum
    }
    #expect(outputs == 10_100)
  }

  @Test func `a batch is processed in a child task of the loop`() throws {
    var events: [Event] = []
    let simulation = Simulation { events += $0.events }
    simulation.start {
      let batcher = MicroBatcher(
        "writer", .init(size: 1, linger: .zero), clock: simulation.clock, reporter: simulation
      ) { (items: [Int]) in
        try await simulation.sleep(for: .seconds(1))
        return items
      }
      let loop = simulation.spawn(Label("batcher"), role: Symbol("batcher")) {
        try await batcher.run()
      }
      guard try await batcher.submit(7) == 7 else { throw BatcherError.closed }
      batcher.close()
      await loop.finished()
    }
    simulation.runToEnd()
    #expect(simulation.state == .finished)
    #expect(simulation.now.seconds == 1)
    let created = events.compactMap { event in
      if case .task(_, .created(let name, let role, let parent, _)) = event.kind {
        "\(name) \(role) \(parent.rawValue)"
      } else {
        nil
      }
    }
    #expect(created == ["main main 0", "batcher batcher 1", "flush-1 flush 2"])
  }

  @Test(arguments: [1, 2, nil])
  func `a batch that submits to its own batcher fails if it would wait for itself`(
    concurrency: Int?
  ) {
    let lines = Story.of { simulation, story in
      let own = Own()
      let batcher = MicroBatcher(
        "b", .init(size: 1, linger: .zero, concurrency: concurrency), clock: simulation.clock
      ) { (items: [Int]) in
        guard let item = items.first, item > 0 else { return items }
        return [try await own.batcher?.submit(item - 1) ?? -1]
      }
      own.batcher = batcher
      let loop = simulation.spawn(Label("loop"), role: Symbol("loop")) { try await batcher.run() }
      await story.noteEnd(simulation) { try await batcher.submit(1) }
      await story.noteEnd(simulation) { try await batcher.submit(0) }
      batcher.close()
      await loop.finished()
    }.lines
    #expect(lines == [concurrency == 1 ? "0s BatcherError" : "0s 0", "0s 0", "0s finished"])
  }

  /// Only the simulation's thread uses it.
  private final class Own: @unchecked Sendable {
    var batcher: MicroBatcher<Int, Int, VirtualClock>?
  }
}
