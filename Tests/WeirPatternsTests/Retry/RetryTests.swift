import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

@Suite struct RetryTests {
  private static let policy = RetryPolicy(
    attempts: 3, base: .seconds(1), cap: .seconds(9), jitter: .none)

  @Test func `an operation that fails twice succeeds at the third attempt, after the delays`() {
    let story = Story.of { simulation, story in
      let result = try await retry(
        RetryTests.policy, clock: simulation.clock, reporter: simulation, random: { 0.5 }
      ) { attempt in
        story.note("attempt \(attempt)", simulation)
        if attempt < 3 { throw Broken() }
        return "done"
      }
      story.note(result, simulation)
    }
    #expect(
      story.lines == ["0s attempt 1", "1s attempt 2", "3s attempt 3", "3s done", "3s finished"])
  }

  @Test func `an operation that always fails throws its last error, and everything is reported`() {
    let story = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await retry(
          RetryPolicy(attempts: 2, base: .seconds(1), jitter: .none), clock: simulation.clock,
          reporter: simulation, random: { 0.5 }
        ) { attempt in throw Broken(number: attempt) }
      }
    }
    #expect(story.lines == ["1s Broken", "1s finished"])
    let way = story.reports {
      switch $0 {
      case .request(_, .attemptStarted(let attempt)): "attempt \(attempt)"
      case .error(_, .thrown): "thrown"
      case .error(_, .caught): "caught"
      case .request(_, .retryScheduled(let attempt, let delay)):
        "\(attempt) after \(DurationText(delay))"
      case .request(_, .retriesExhausted(let attempts, let cause)):
        "\(attempts) made, \(cause.name)"
      default: nil
      }
    }
    #expect(
      way == [
        "0s attempt 1", "0s thrown", "0s caught", "0s 2 after 1s", "1s attempt 2", "1s thrown",
        "1s 2 made, attempts",
      ])
  }

  @Test func `retry gives up early if the next attempt would begin after the deadline`() {
    let story = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await withTimeout(.seconds(2), clock: simulation.clock, reporter: simulation) {
          try await retry(
            RetryTests.policy, clock: simulation.clock, reporter: simulation, random: { 0.5 }
          ) { _ in throw Broken() }
        }
      }
    }
    #expect(story.lines == ["1s Broken", "1s finished"])
  }

  @Test func `after a timeout of one attempt the next one begins`() {
    let story = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await retry(RetryTests.policy, clock: simulation.clock, random: { 0.5 }) { attempt in
          try await withTimeout(.seconds(1), clock: simulation.clock) {
            try await simulation.sleep(for: .seconds(attempt < 2 ? 9 : 0))
            return "attempt \(attempt)"
          }
        }
      }
    }
    #expect(story.lines == ["2s attempt 2", "2s finished"])
  }

  @Test func `a cancellation ends the delay before a retry`() {
    let story = Story.of { simulation, story in
      let task = simulation.spawn(Label("caller"), role: Symbol("caller")) {
        await story.noteEnd(simulation) {
          try await retry(
            RetryTests.policy, clock: simulation.clock, reporter: simulation, random: { 0.5 }
          ) { _ in throw Broken() }
        }
      }
      try await simulation.sleep(for: .milliseconds(500))
      task.cancel()
      await task.finished()
    }
    #expect(story.lines == ["500ms CancellationError", "500ms finished"])
  }

  @Test func `an error that is not retryable is thrown at once`() {
    let story = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await retry(
          RetryTests.policy, clock: simulation.clock, random: { 0.5 },
          isRetryable: { !($0 is Broken) }
        ) { _ in throw Broken() }
      }
    }
    #expect(story.lines == ["0s Broken", "0s finished"])
  }

  @Test func `a CancellationError from elsewhere is retried like any other error`() {
    let lines = Story.of { simulation, story in
      await story.noteEnd(simulation) {
        try await retry(
          .init(attempts: 3, base: .seconds(1), jitter: .none), clock: simulation.clock,
          isRetryable: { error in
            story.note("asked about \(type(of: error))", simulation)
            return true
          }
        ) { attempt in
          if attempt < 3 { throw CancellationError() }
          return attempt
        }
      }
    }.lines
    #expect(
      lines == [
        "0s asked about CancellationError", "1s asked about CancellationError", "3s 3",
        "3s finished",
      ])
  }
}
