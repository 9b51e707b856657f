import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct CoroutineScenarioTests {
  private let even: [(knob: String, text: String)] = [
    ("count", "4"), ("io-time", "1s"), ("pause", "0s"), ("rounds", "1"),
  ]

  @Test func `the guide's coroutine ends after a second`() throws {
    let trial = try Trial("coroutine", preset: "guide")
    #expect(trial.state == .finished)
    #expect(trial.seconds == 1)
  }

  @Test(arguments: [("together", 1.0), ("in-turn", 4.0)])
  func `coroutines together take as long as one, in turn as long as all`(
    order: String, seconds: Double
  )
    throws
  {
    let trial = try Trial("coroutine", even + [("order", order)])
    #expect(trial.state == .finished)
    #expect(trial.seconds == seconds)
  }

  @Test func `with a blocking sleep coroutines together take as long as in turn`() throws {
    let trial = try Trial("coroutine", pitfall: "sync-sleep", even)
    #expect(trial.seconds == 4)
    #expect(trial.raised.allSatisfy { $0.lint == .loopBlocked })
    #expect(!trial.raised.isEmpty)
  }

  @Test func `more coroutines join a round at once, and the newest leave if there are too many`()
    throws
  {
    let more = TimedInput(
      VirtualInstant(nanoseconds: 500_000_000), .parameterChanged(name: "count", value: .count(6)))
    let fewer = TimedInput(
      VirtualInstant(nanoseconds: 700_000_000), .parameterChanged(name: "count", value: .count(3)))
    let trial = try Trial("coroutine", even, inputs: [more, fewer])
    #expect(trial.analysis.metrics.tasks.cancelled == 3)
    #expect(trial.analysis.metrics.tasks.created == 7)
    #expect(trial.seconds == 1)
  }
}
