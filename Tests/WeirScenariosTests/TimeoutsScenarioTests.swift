import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct TimeoutsScenarioTests {
  @Test func `the guide's long operation times out after five seconds`() throws {
    let trial = try Trial("timeouts", preset: "guide")
    #expect(trial.state == .finished)
    #expect(trial.seconds == 5)
    #expect(trial.liveTaskCount == 0)
    #expect(trial.analysis.timeouts.counts.fired == 1)
  }

  @Test func `a cancellation is requested, noticed, cleaned up after, and ends the operation`()
    throws
  {
    let trial = try Trial("timeouts", preset: "guide", [("cleanup-time", "2s")])
    let way = trial.events.compactMap { event -> String? in
      switch event.kind {
      case .timeout(_, .fired): "\(event.instant.seconds) fired"
      case .task(let task, .cancellationRequested(let by, _)):
        "\(event.instant.seconds) \(task.rawValue) asked by \(by.rawValue)"
      case .task(let task, .cancellationNoticed):
        "\(event.instant.seconds) \(task.rawValue) noticed"
      case .task(let task, .cleanupStarted): "\(event.instant.seconds) \(task.rawValue) cleans up"
      case .task(let task, .cleanupEnded): "\(event.instant.seconds) \(task.rawValue) is clean"
      case .task(let task, .finished(let outcome, _)):
        "\(event.instant.seconds) \(task.rawValue) \(outcome.name)"
      default: nil
      }
    }
    #expect(
      way == [
        "5.0 fired", "5.0 3 asked by 2", "5.0 3 noticed", "5.0 3 cleans up", "7.0 3 is clean",
        "7.0 3 cancelled", "7.0 2 completed", "7.0 1 completed",
      ])
    #expect(trial.raised.isEmpty)
  }

  @Test func `a step's limit is cut to the remaining time of the deadline`() throws {
    let settings = [("work-time", "9s"), ("steps", "3"), ("step-limit", "4s")]
    let trial = try Trial("timeouts", preset: "guide", settings)
    let armed = trial.events.compactMap { event -> Double? in
      guard case .timeout(_, .armed(_, let deadline, _)) = event.kind else { return nil }
      return deadline.seconds
    }
    #expect(armed == [5, 4, 5])
    #expect(trial.seconds == 5)
  }

  @Test func `a step that takes longer than its limit ends the call early`() throws {
    let settings = [("steps", "2"), ("step-limit", "2s")]
    let trial = try Trial("timeouts", preset: "guide", settings)
    #expect(trial.seconds == 2)
    #expect(trial.analysis.timeouts.counts.fired == 1)
    #expect(trial.analysis.timeouts.counts.cancelled == 1)
  }

  @Test func `work that ignores cancellation continues to its own end, wasted`() throws {
    let trial = try Trial("timeouts", preset: "guide", pitfall: "ignores-cancellation")
    #expect(trial.seconds == 10)
    #expect(trial.raised.contains { $0.lint == .timedOutWorkRunning })
    #expect(trial.raised.contains { $0.lint == .cancellationUnnoticed })
  }

  @Test
  func `the number of callers follows its knob, and a cancelled caller's operation ends, too`()
    throws
  {
    let inputs: [TimedInput] = [
      .at(5, .parameterChanged(name: "callers", value: .count(20))),
      .at(10, .parameterChanged(name: "callers", value: .count(1))),
    ]
    let trial = try Trial("timeouts", inputs: inputs, until: .seconds(20))
    let callers = trial.analysis.tasks.records.filter {
      $0.role == Symbol("caller") && $0.isLive
    }
    #expect(callers.count == 1)
    #expect(trial.raised.isEmpty)
  }
}
