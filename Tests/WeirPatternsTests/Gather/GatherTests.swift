import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

@Suite struct GatherTests {
  @Test func `two sleeps of a second, gathered, take one second`() {
    let story = Story.of { simulation, story in
      let results = try await gather([1, 2], reporter: simulation) { input in
        try await simulation.sleep(for: .seconds(1))
        return input * 2
      }
      story.note("\(results)", simulation)
    }
    #expect(story.lines == ["1s [2, 4]", "1s finished"])
  }

  @Test func `four sleeps of a second, gathered with a limit of two, take two seconds`() {
    let story = Story.of { simulation, story in
      try await gather([1, 2, 3, 4], limit: 2, reporter: simulation) { input in
        try await simulation.sleep(for: .seconds(1))
        story.note("\(input)", simulation)
      }
    }
    #expect(story.lines == ["1s 1", "1s 2", "2s 3", "2s 4", "2s finished"])
  }

  @Test func `gather throws the first error after all siblings have ended and cleaned up`() {
    let story = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await gather([1, 2, 3], reporter: simulation) { input in
          do {
            try await simulation.sleep(for: .seconds(input))
          } catch {
            try await shielded(reporter: simulation) {
              try await simulation.sleep(for: .seconds(5))
            }
            throw error
          }
          if input == 1 { throw Broken() }
        }
      }
    }
    #expect(story.lines == ["6s Broken", "6s finished"])
    let ends = story.reports {
      if case .task(let task, .finished(let outcome, _)) = $0 {
        "\(task.rawValue) \(outcome.name)"
      } else {
        nil
      }
    }
    #expect(ends == ["1s 2 failed", "6s 3 cancelled", "6s 4 cancelled", "6s 1 completed"])
  }

  @Test func `gatherResults waits for all children and returns each result`() {
    let story = Story.of { simulation, story in
      let results = await gatherResults([1, 2, 3], reporter: simulation) { input in
        try await simulation.sleep(for: .seconds(input))
        if input == 1 { throw Broken() }
        return input
      }
      story.note(results.map { (try? $0.get()).map(String.init) ?? "x" }.joined(), simulation)
    }
    #expect(story.lines == ["3s x23", "3s finished"])
  }

  @Test func `a cancellation of gather reaches all children, and is noticed`() {
    let story = Story.of { simulation, story in
      let task = simulation.spawn(Label("parent"), role: Symbol("parent")) {
        await story.noteEnd(simulation) {
          try await gather([1, 2, 3], limit: 2, reporter: simulation) { _ in
            try await simulation.sleep(for: .seconds(9))
          }
        }
      }
      try await simulation.sleep(for: .seconds(1))
      task.cancel()
      await task.finished()
    }
    #expect(story.lines == ["1s CancellationError", "1s finished"])
    let noticed = story.reports {
      if case .task(let task, .cancellationNoticed) = $0 { "\(task.rawValue) noticed" } else { nil }
    }
    #expect(noticed == ["1s 3 noticed", "1s 4 noticed", "1s 2 noticed"])
  }

  @Test func `gather works without a reporter`() throws {
    try Simulation.check(seeds: 0..<20) { simulation in
      let results = try await gather(Array(0..<9), limit: 2) { input in
        try await simulation.sleep(for: .seconds(9 - input))
        return input
      }
      guard results == Array(0..<9) else { throw Broken() }
    }
  }
}
