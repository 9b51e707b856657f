import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

@Suite struct DeadlineTests {
  @Test func `the remaining time is known to everything that is called, and to nothing else`() {
    let story = Story.of { simulation, story in
      let clock = simulation.clock
      @Sendable func noteRemaining() {
        let remaining = Deadline.remaining(on: clock).map { "\(DurationText($0))" }
        story.note(remaining ?? "no deadline", simulation)
      }
      noteRemaining()
      try await withTimeout(.seconds(5), clock: clock, reporter: simulation) {
        try await simulation.sleep(for: .seconds(1))
        noteRemaining()
        try await withTimeout(.seconds(2), clock: clock, reporter: simulation) {
          noteRemaining()
          try await gather([1], reporter: simulation) { _ in noteRemaining() }
        }
        noteRemaining()
      }
      noteRemaining()
    }
    #expect(
      story.lines == [
        "0s no deadline", "1s 4s", "1s 2s", "1s 2s", "1s 4s", "1s no deadline", "1s finished",
      ])
  }

  @Test func `an inner limit can't outlive the outer one`() {
    let story = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await withTimeout(.seconds(3), clock: simulation.clock, reporter: simulation) {
          try await withTimeout(.seconds(60), clock: simulation.clock, reporter: simulation) {
            try await simulation.sleep(for: .seconds(9))
          }
        }
      }
    }
    #expect(story.lines == ["3s TimeoutError", "3s finished"])
    let armed = story.reports {
      if case .timeout(let id, .armed(_, let deadline, _)) = $0 {
        "\(id.rawValue) until \(deadline.seconds)"
      } else {
        nil
      }
    }
    #expect(armed == ["0s 1 until 3.0", "0s 2 until 3.0"])
  }

  @Test func `a shorter inner limit ends only the inner work`() {
    let story = Story.of { simulation, story in
      try await withTimeout(.seconds(3), clock: simulation.clock) {
        await story.noteEnd(simulation) {
          try await withTimeout(.seconds(1), clock: simulation.clock) {
            try await simulation.sleep(for: .seconds(9))
          }
        }
        try await simulation.sleep(for: .seconds(1))
        story.note("continued", simulation)
      }
    }
    #expect(story.lines == ["1s TimeoutError", "2s continued", "2s finished"])
  }

  @Test func `a deadline that has passed cancels work at its first wait`() {
    let story = Story.of { simulation, story in
      try await simulation.sleep(for: .seconds(2))
      await story.noteEnd(simulation) {
        let deadline = VirtualInstant(nanoseconds: 1_000_000_000)
        try await withDeadline(deadline, clock: simulation.clock, reporter: simulation) {
          try await simulation.sleep(for: .seconds(1))
        }
      }
    }
    #expect(story.lines == ["2s TimeoutError", "2s finished"])
  }

  @Test func `without a reporter, no deadline applies to a shielded operation either`() async throws
  {
    let clock = ContinuousClock()
    let remaining = try await withTimeout(.seconds(3600), clock: clock) {
      try await shielded { Deadline.remaining(on: clock) }
    }
    #expect(remaining == nil)
  }

  @Test func `a deadline that has passed does not apply to a shielded operation`() {
    let story = Story.of { simulation, story in
      let clock = simulation.clock
      await story.noteEnd(simulation) {
        try await withTimeout(.seconds(1), clock: clock, reporter: simulation) {
          do {
            try await simulation.sleep(for: .seconds(9))
          } catch {
            try await shielded(reporter: simulation) {
              story.note("\(Deadline.remaining(on: clock) == nil)", simulation)
              try await withTimeout(.seconds(5), clock: clock) {
                try await clock.sleep(for: .seconds(3))
              }
              story.note("clean", simulation)
            }
            throw error
          }
        }
      }
    }
    #expect(story.lines == ["1s true", "4s clean", "4s TimeoutError", "4s finished"])
  }

  @Test func `an operation with a name is reported as a task of its own, up to its end`() {
    let story = Story.of { simulation, story in
      let child = Label("operation-7")
      await story.noteEnd(simulation) {
        try await withTimeout(
          .seconds(1), clock: simulation.clock, child: child, reporter: simulation
        ) {
          do {
            try await simulation.sleep(for: .seconds(9))
          } catch {
            try await shielded(reporter: simulation) {
              try await simulation.sleep(for: .seconds(2))
            }
            throw error
          }
        }
      }
    }
    #expect(story.lines == ["3s TimeoutError", "3s finished"])
    let way = story.reports {
      switch $0 {
      case .task(let task, .created(let name, _, let parent, _)):
        "\(name) is \(task.rawValue) of \(parent.rawValue)"
      case .task(let task, .suspended(.children, _)): "\(task.rawValue) waits"
      case .task(TaskID(1), .resumed): "1 continues"
      case .timeout(_, .fired): "fired"
      case .task(let task, .cancellationRequested(let by, _)):
        "\(task.rawValue) asked by \(by.rawValue)"
      case .task(let task, .cancellationNoticed): "\(task.rawValue) noticed"
      case .task(let task, .cleanupStarted): "\(task.rawValue) cleans up"
      case .task(let task, .cleanupEnded): "\(task.rawValue) is clean"
      case .task(let task, .finished(let outcome, _)): "\(task.rawValue) \(outcome.name)"
      default: nil
      }
    }
    #expect(
      way == [
        "0s main is 1 of 0", "0s 1 continues", "0s operation-7 is 2 of 1", "0s 1 waits", "1s fired",
        "1s 2 asked by 1", "1s 2 noticed", "1s 2 cleans up", "3s 2 is clean", "3s 2 cancelled",
        "3s 1 continues", "3s 1 completed",
      ])
  }

  @Test func `work that cancels itself does not cancel its caller`() {
    let story = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await withTimeout(.seconds(9), clock: simulation.clock, reporter: simulation) {
          withUnsafeCurrentTask { $0?.cancel() }
          try await simulation.sleep(for: .seconds(5))
        }
      }
      try await simulation.sleep(for: .seconds(1))
      story.note("slept", simulation)
    }
    #expect(story.lines == ["0s CancellationError", "1s slept", "1s finished"])
  }

  @Test func `a task that cancels itself does not sleep`() {
    let story = Story.of { simulation, story in
      try await simulation.sleep(for: .seconds(1))
      withUnsafeCurrentTask { $0?.cancel() }
      await story.noteEnd(simulation) { try await simulation.sleep(for: .seconds(5)) }
    }
    #expect(story.lines == ["1s CancellationError", "1s finished"])
  }

  @Test func `a task that cancels itself puts and gets nothing`() {
    let story = Story.of { simulation, story in
      let queue = BoundedQueue(of: Int.self, capacity: 2, clock: simulation.clock)
      let reported = BoundedQueue(
        of: Int.self, capacity: 2, clock: simulation.clock, reporter: simulation)
      for queue in [queue, reported] { try await queue.put(1) }
      withUnsafeCurrentTask { $0?.cancel() }
      for queue in [queue, reported] {
        await story.noteEnd(simulation) { try await queue.put(2) }
        await story.noteEnd(simulation) { try await queue.get() }
        #expect(queue.depth == 1)
      }
    }
    let error = "0s CancellationError"
    #expect(story.lines == [error, error, error, error, "0s finished"])
  }

  @Test func `the caller of work that timed out sleeps as long as it wants`() {
    let story = Story.of { simulation, story in
      for _ in 1...2 {
        await story.noteEnd(simulation) {
          try await withTimeout(.seconds(1), clock: simulation.clock, reporter: simulation) {
            try await simulation.sleep(for: .seconds(5))
          }
        }
        try await simulation.sleep(for: .seconds(3))
      }
    }
    #expect(story.lines == ["1s TimeoutError", "5s TimeoutError", "8s finished"])
  }

  @Test func `a deadline that passes while its work computes cancels its next wait`() {
    let story = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await withTimeout(.seconds(1), clock: simulation.clock, reporter: simulation) {
          await simulation.work(for: .seconds(2))
          try await simulation.sleep(for: .seconds(5))
        }
      }
    }
    #expect(story.lines == ["2s TimeoutError", "2s finished"])
  }

}
