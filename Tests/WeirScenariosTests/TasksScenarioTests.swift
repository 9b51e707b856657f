import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct TasksScenarioTests {
  private let even: [(knob: String, text: String)] = [
    ("tasks", "6"), ("work-time", "1s"), ("failure-rate", "0%"), ("rounds", "1"),
  ]

  @Test func `the guide's two tasks of a second are gathered after one`() throws {
    let trial = try Trial("tasks", preset: "guide")
    #expect(trial.state == .finished)
    #expect(trial.seconds == 1)
    #expect(trial.analysis.metrics.tasks.completed == 4)
  }

  @Test(arguments: [("unlimited", 1.0), ("4", 2), ("2", 3), ("1", 6)])
  func `a concurrency limit divides a round into steps`(limit: String, seconds: Double) throws {
    let trial = try Trial("tasks", even + [("concurrency-limit", limit)])
    #expect(trial.seconds == seconds)
  }

  @Test func `a changed concurrency limit applies as soon as a task ends`() throws {
    let turn = TimedInput(
      VirtualInstant(nanoseconds: 1_500_000_000),
      .parameterChanged(name: "concurrency-limit", value: .count(4)))
    let trial = try Trial("tasks", even + [("concurrency-limit", "1")], inputs: [turn])
    #expect(trial.seconds == 3)
  }

  @Test(arguments: [("cancel-siblings", 0), ("collect", 6)])
  func `an error cancels the other tasks, or is collected with their results`(
    onFailure: String, failed: Int
  ) throws {
    let settings = even + [("failure-rate", "100%"), ("on-failure", onFailure)]
    let trial = try Trial("tasks", settings + [("work-time", "uniform:1s..2s")])
    let tasks = trial.analysis.metrics.tasks
    #expect(tasks.failed + tasks.cancelled == (failed == 0 ? 4 : 6))
    #expect(failed == 0 ? tasks.failed == 1 : tasks.failed == 6)
    #expect(trial.raised.isEmpty)
  }

  @Test func `fire and forget ends a round at once, with all work undone`() throws {
    let trial = try Trial("tasks", preset: "guide", pitfall: "fire-and-forget")
    #expect(trial.seconds == 0)
    #expect(trial.liveTaskCount == 2)
    #expect(trial.lints == [.taskOutlivesParent])
  }

  @Test func `fire and forget loses the errors that the right form observes`() throws {
    func unseen(_ pitfall: String?) throws -> Int {
      try Trial("tasks", pitfall: pitfall).events.filter {
        if case .error(_, .unobserved) = $0.kind { true } else { false }
      }.count
    }
    #expect(try unseen(nil) == 0)
    #expect(try unseen("fire-and-forget") > 20)
  }
}
