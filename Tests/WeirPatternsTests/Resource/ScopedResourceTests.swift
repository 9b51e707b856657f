import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

@Suite struct ScopedResourceTests {
  /// A resource that takes a second to acquire and a second to release, and notes both.
  private static func resource(
    limit: Int? = nil, _ simulation: Simulation, _ story: Story
  ) -> ScopedResource<String, VirtualClock> {
    ScopedResource("files", limit: limit, clock: simulation.clock, reporter: simulation) {
      try await simulation.sleep(for: .seconds(1))
      story.note("acquired", simulation)
      return "file"
    } release: { _ in
      try await simulation.sleep(for: .seconds(1))
      story.note("released", simulation)
    }
  }

  /// What happens when a task uses such a resource and is cancelled after some seconds.
  private func lines(
    cancelAfter seconds: Double?, use body: @escaping @Sendable (Simulation) async throws -> String
  ) -> [String] {
    Story.of { simulation, story in
      let resource = ScopedResourceTests.resource(simulation, story)
      let user = simulation.spawn(Label("user"), role: Symbol("user")) {
        await story.noteEnd(simulation) {
          try await resource.use { _ in try await body(simulation) }
        }
      }
      if let seconds {
        try await simulation.sleep(for: .seconds(seconds))
        user.cancel()
      }
      await user.finished()
      story.note("\(resource.inUseCount) in use", simulation)
    }.lines
  }

  @Test func `after success a resource is released before the result is returned`() {
    let lines = lines(cancelAfter: nil) { _ in "done" }
    #expect(lines == ["1s acquired", "2s released", "2s done", "2s 0 in use", "2s finished"])
  }

  @Test func `after an error a resource is released before the error is thrown`() {
    let lines = lines(cancelAfter: nil) { _ in throw Broken() }
    #expect(lines == ["1s acquired", "2s released", "2s Broken", "2s 0 in use", "2s finished"])
  }

  @Test func `a cancellation ends the use of a resource, but not its release`() {
    let lines = lines(cancelAfter: 1.5) { simulation in
      try await simulation.sleep(for: .seconds(9))
      return "done"
    }
    #expect(
      lines == [
        "1s acquired", "2.5s released", "2.5s CancellationError", "2.5s 0 in use", "2.5s finished",
      ])
  }

  @Test func `a cancellation during the release costs nothing`() {
    let lines = lines(cancelAfter: 1.5) { _ in "done" }
    #expect(lines == ["1s acquired", "2s released", "2s done", "2s 0 in use", "2s finished"])
  }

  @Test func `a cancelled acquisition frees its place`() {
    let lines = lines(cancelAfter: 0.5) { _ in "done" }
    #expect(lines == ["500ms CancellationError", "500ms 0 in use", "500ms finished"])
  }

  @Test func `waiting tasks are served in order, unless they time out`() {
    let story = Story.of { simulation, story in
      let resource = ScopedResourceTests.resource(limit: 1, simulation, story)
      let users = [nil, Duration.milliseconds(1500), nil].enumerated().map { number, limit in
        simulation.spawn(Label("user-\(number + 1)"), role: Symbol("user")) {
          await story.noteEnd(simulation) {
            try await resource.use(within: limit) { _ in "user-\(number + 1) is done" }
          }
        }
      }
      for user in users { await user.finished() }
    }
    #expect(
      story.lines == [
        "1s acquired", "1.5s TimeoutError", "2s released", "2s user-1 is done", "3s acquired",
        "4s released", "4s user-3 is done", "4s finished",
      ])
  }

  @Test func `a resource's events are reported, and a release after a cancellation as cleanup`() {
    let story = Story.of { simulation, story in
      let resource = ScopedResourceTests.resource(limit: 1, simulation, story)
      let user = simulation.spawn(Label("user"), role: Symbol("user")) {
        try await resource.use { _ in try await simulation.sleep(for: .seconds(9)) }
      }
      try await simulation.sleep(for: .seconds(2))
      resource.reconfigure(limit: 2)
      user.cancel()
      await user.finished()
    }
    let way = story.reports {
      switch $0 {
      case .pool(_, .created(let name, _, let capacity, _)): "\(name) of \(capacity ?? 0)"
      case .pool(_, .reconfigured(let capacity)): "now \(capacity ?? 0)"
      case .pool(_, .acquired(let task, let resource)):
        "\(task.rawValue) has \(resource.rawValue)"
      case .pool(_, .released(let task, let resource)):
        "\(task.rawValue) released \(resource.rawValue)"
      case .task(let task, .cancellationNoticed): "\(task.rawValue) noticed"
      case .task(let task, .cleanupStarted): "\(task.rawValue) cleans up"
      case .task(let task, .cleanupEnded): "\(task.rawValue) is clean"
      case .pool(_, .leaked): "leaked"
      default: nil
      }
    }
    #expect(
      way == [
        "0s files of 1", "1s 2 has 1", "2s now 2", "2s 2 noticed", "2s 2 cleans up",
        "3s 2 is clean",
        "3s 2 released 1",
      ])
  }

  @Test func `an error of the release is thrown after success, and caught after another error`() {
    let story = Story.of { simulation, story in
      let resource = ScopedResource(clock: simulation.clock, reporter: simulation) {
        7
      } release: { _ in
        throw Broken(number: 1)
      }
      await story.noteEnd(simulation) { try await resource.use { _ in "done" } }
      await story.noteEnd(simulation) { try await resource.use { _ in throw CancellationError() } }
      story.note("\(resource.inUseCount) in use", simulation)
    }
    #expect(
      story.lines == ["0s Broken", "0s CancellationError", "0s 0 in use", "0s finished"])
    let caught = story.reports {
      if case .error(_, .caught(let error)) = $0 { "\(error)" } else { nil }
    }
    #expect(caught == ["0s Broken"])
  }

  @Test func `releasing a lease twice takes nothing from the task that has the place now`() {
    let story = Story.of { simulation, story in
      let resource = ScopedResourceTests.resource(limit: 1, simulation, story)
      let first = try await resource.acquire()
      try await resource.release(first)
      let second = try await resource.acquire()
      try await resource.release(first)
      story.note("\(resource.inUseCount) in use", simulation)
      try await resource.release(second)
    }
    #expect(
      story.lines == [
        "1s acquired", "2s released", "3s acquired", "3s 1 in use", "4s released", "4s finished",
      ])
  }

  /// When a use with a limit of two seconds is reported to have waited in vain for a place.
  private func refusals(
    placeTaken: Bool, within limit: Duration = .seconds(60), acquiring: Duration = .zero,
    atMost own: Duration = .seconds(60)
  ) -> [String] {
    Story.of { simulation, story in
      let clock = simulation.clock
      let resource = ScopedResource("files", limit: 1, clock: clock, reporter: simulation) {
        try await withTimeout(own, clock: clock) { try await simulation.sleep(for: acquiring) }
      } release: { _ in
      }
      let holder = simulation.spawn(Label("holder"), role: Symbol("user")) {
        guard placeTaken else { return }
        try await resource.use { _ in try await simulation.sleep(for: .seconds(9)) }
      }
      try await simulation.sleep(for: .seconds(1))
      await story.noteEnd(simulation) {
        try await withTimeout(limit, clock: clock) {
          try await resource.use(within: .seconds(2)) { _ in }
        }
      }
      await holder.finished()
    }.reports { if case .pool(_, .acquireTimedOut) = $0 { "refused" } else { nil } }
  }

  @Test
  func `an acquire timeout is reported only if the task was waiting for a place`() {
    #expect(refusals(placeTaken: true) == ["3s refused"])
    #expect(refusals(placeTaken: true, within: .seconds(1)) == [])
    #expect(refusals(placeTaken: false, acquiring: .seconds(9)) == [])
    #expect(refusals(placeTaken: false, acquiring: .seconds(9), atMost: .seconds(1)) == [])
  }

  @Test func `a lease is held until it is released`() {
    let story = Story.of { simulation, story in
      let resource = ScopedResourceTests.resource(limit: 1, simulation, story)
      let lease = try await resource.acquire()
      try await simulation.sleep(for: .seconds(3))
      story.note("\(resource.inUseCount) in use", simulation)
      try await resource.release(lease)
      story.note("\(resource.inUseCount) in use", simulation)
    }
    #expect(
      story.lines == [
        "1s acquired", "4s 1 in use", "5s released", "5s 0 in use", "5s finished",
      ])
  }
}
