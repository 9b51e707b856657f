import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct BlockingScenarioTests {
  private let jobs: [(knob: String, text: String)] = [
    ("workers", "2"), ("crunchers", "4"), ("cpu-time", "1s"), ("rest", "0s"), ("jobs", "1"),
  ]

  /// The greatest lateness of the heartbeat.
  private func greatestLag(_ trial: Trial) -> Duration {
    var due: VirtualInstant?
    var lag = Duration.zero
    let heartbeat = trial.events.lazy.compactMap { event -> TaskID? in
      guard case .task(let task, .created(let name, _, _, _)) = event.kind else { return nil }
      return name.description == "heartbeat" ? task : nil
    }.first
    for event in trial.events {
      switch event.kind {
      case .task(let task, .suspended(.sleep(let until), _)) where task == heartbeat: due = until
      case .task(let task, .resumed) where task == heartbeat:
        if let due { lag = max(lag, due.duration(to: event.instant)) }
      default: break
      }
    }
    return lag
  }

  @Test func `two background workers do four jobs in two turns`() throws {
    let trial = try Trial("blocking", jobs)
    #expect(trial.seconds == 2)
    #expect(greatestLag(trial) == .zero)
  }

  @Test
  func `in slices on the loop, the heartbeat is late by no more than a slice for each cruncher`()
    throws
  {
    let trial = try Trial("blocking", jobs + [("offload", "slices"), ("slice", "10ms")])
    #expect(trial.seconds == 4)
    #expect(greatestLag(trial) <= .milliseconds(40))
    #expect(trial.raised == [])
  }

  @Test func `computing on the loop delays the heartbeat by the length of the work`() throws {
    let trial = try Trial("blocking", pitfall: "on-the-loop", jobs)
    #expect(trial.seconds == 4)
    #expect(greatestLag(trial) >= .milliseconds(900))
    #expect(trial.raised.contains { $0.lint == .loopBlocked && $0.evidence.contains("cruncher") })
  }

  @Test func `the number of background workers follows its knob`() throws {
    let more = TimedInput(
      VirtualInstant(nanoseconds: 500_000_000), .parameterChanged(name: "workers", value: .count(4))
    )
    let trial = try Trial("blocking", jobs, inputs: [more])
    #expect(trial.seconds == 1.5)
  }

  @Test func `a cruncher that waits for a worker stops as soon as it is cancelled`() throws {
    let fewer = TimedInput(
      VirtualInstant(nanoseconds: 500_000_000),
      .parameterChanged(name: "crunchers", value: .count(2)))
    let trial = try Trial("blocking", jobs, inputs: [fewer])
    #expect(trial.analysis.metrics.tasks.cancelled == 3)
    #expect(trial.seconds == 1)
  }
}
