import Dispatch
import Synchronization
import Testing
import WeirEngine
import WeirEvents

/// The two ways in which jobs come to a simulation.
@Suite struct JobRoutingTests {
  typealias Routing = Simulation.JobRouting

  /// Child tasks, groups, a stream, computations and a cancellation.
  private func story(_ routing: Routing, seed: UInt64) -> [String] {
    Story.of(.init(seed: seed, readyOrder: .seeded, workers: 2, jobRouting: routing)) {
      simulation in
      let role = Symbol("child")
      let (stream, continuation) = AsyncStream<Int>.makeStream()
      let reader = simulation.spawn(Label("reader"), role: role) {
        for await number in stream {
          try await simulation.sleep(for: .milliseconds(number))
        }
      }
      for number in 1...3 {
        simulation.spawn(Label("writer-\(number)"), role: role) {
          for step in 1...3 {
            async let sleep: Void = simulation.sleep(for: .milliseconds(number * step))
            await simulation.work(for: .milliseconds(1))
            try await sleep
            continuation.yield(step)
          }
        }
      }
      await withTaskGroup(of: Void.self) { group in
        for number in 1...3 {
          group.addTask { try? await simulation.sleep(for: .milliseconds(number)) }
        }
      }
      let sleeper = simulation.spawn(Label("sleeper"), role: role) {
        try await simulation.sleep(for: .seconds(9))
      }
      try await simulation.shielded { try await simulation.sleep(for: .milliseconds(20)) }
      sleeper.cancel()
      try await simulation.sleep(for: .seconds(1))
      continuation.finish()
      await reader.finished()
      simulation.spawn(Label("last"), role: role) {}
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `both ways give the same events`(seed: UInt64) {
    let story = story(.executorPreference, seed: seed)
    #expect(story.contains { $0.hasSuffix("starts last") })
    #expect(self.story(.runtimeHook, seed: seed) == story)
  }

  @Test(arguments: [Routing.executorPreference, .runtimeHook])
  func `the sink can wake tasks that don't run in the simulation`(routing: Routing) async {
    let (stream, continuation) = AsyncStream<Int>.makeStream()
    let reader = Task {
      var count = 0
      for await number in stream { count += number }
      return count
    }
    let total = Mutex(0)
    let simulation = Simulation(.init(batchCapacity: 1, jobRouting: routing)) { batch in
      total.withLock { $0 += batch.events.count }
      continuation.yield(batch.events.count)
    }
    simulation.start {
      for _ in 0..<1000 { try await simulation.sleep(for: .seconds(1)) }
    }
    let state = await withUnsafeContinuation { continuation in
      DispatchQueue(label: "simulation").async {
        continuation.resume(returning: simulation.runToEnd())
      }
    }
    continuation.finish()
    #expect(state == .finished)
    #expect(await reader.value == total.withLock { $0 })
    simulation.tearDown()
  }

  @Test func `a simulation that takes its thread's jobs also runs detached tasks`() {
    let story = Story.of(.init(jobRouting: .runtimeHook)) { simulation in
      let task = Task.detached {
        try await simulation.sleep(for: .seconds(2))
        return simulation.now.seconds
      }
      let seconds = try await task.value
      simulation.spawn(Label("after-\(Int(seconds))"), role: Symbol("child")) {}
    }
    #expect(story.prefix(2) == ["0s no task starts main", "2s main starts after-2"])
  }

  @Test(arguments: [Routing.executorPreference, .runtimeHook])
  func `a simulation can be run inside another one`(routing: Routing) {
    let story = Story.of(.init(jobRouting: routing)) { outer in
      let inner = Simulation(.init(jobRouting: routing))
      inner.start { try await inner.sleep(for: .seconds(5)) }
      inner.runToEnd()
      try await outer.sleep(for: inner.now.duration(to: .zero) * -1)
    }
    #expect(story == ["0s no task starts main", "5s main completed"])
  }
}
