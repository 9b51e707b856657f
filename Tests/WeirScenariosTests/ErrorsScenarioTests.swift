import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct ErrorsScenarioTests {
  /// The numbers of calls, attempts and answers.
  private func figures(_ trial: Trial) -> (calls: Int, attempts: Int, answers: Int) {
    var figures = (calls: 0, attempts: 0, answers: 0)
    for event in trial.events {
      switch event.kind {
      case .request(_, .started): figures.calls += 1
      case .request(_, .attemptStarted): figures.attempts += 1
      case .request(_, .ended(.completed)): figures.answers += 1
      default: break
      }
    }
    return figures
  }

  @Test func `the guide's operation fails, its error is caught, and cleanup follows`() throws {
    let trial = try Trial("errors", preset: "guide")
    #expect(trial.state == .finished)
    #expect(trial.seconds == 2)
    let way = trial.events.compactMap { event -> String? in
      switch event.kind {
      case .error(_, .thrown): "\(event.instant.seconds) thrown"
      case .error(_, .caught): "\(event.instant.seconds) caught"
      case .task(_, .cleanupStarted): "\(event.instant.seconds) cleans up"
      case .task(_, .cleanupEnded): "\(event.instant.seconds) is clean"
      default: nil
      }
    }
    #expect(way == ["1.0 thrown", "1.0 caught", "1.0 cleans up", "2.0 is clean"])
    #expect(trial.lints.isEmpty)
  }

  @Test func `with back-off more calls are answered with fewer attempts`() throws {
    let right = figures(try Trial("errors", until: .seconds(300)))
    let hasty = figures(try Trial("errors", pitfall: "no-backoff", until: .seconds(300)))
    #expect(Double(right.answers) / Double(right.calls) > 0.86)
    #expect(Double(hasty.answers) / Double(hasty.calls) < 0.84)
    #expect(right.attempts * 2 < hasty.attempts)
  }

  @Test func `the budget limits retries to a share of the calls, even if all fail`() throws {
    let settings = [("failure-rate", "100%"), ("budget-share", "10%"), ("calls", "1000")]
    let trial = figures(try Trial("errors", settings, until: .seconds(600)))
    #expect(trial.calls == 1000)
    #expect(trial.attempts - trial.calls <= 110)
    let spendthrift = try Trial(
      "errors", settings + [("budget", "off")], until: .seconds(600))
    #expect(figures(spendthrift).attempts == 5000)
  }

  @Test func `an unhandled error ends its caller unobserved`() throws {
    let trial = try Trial("errors", pitfall: "unhandled")
    let failed = trial.analysis.metrics.tasks.failed
    let unseen = trial.events.filter {
      if case .error(_, .unobserved) = $0.kind { true } else { false }
    }.count
    #expect(failed > 30)
    #expect(unseen * 2 > failed)
    #expect(trial.analysis.tasks.records.filter { $0.isLive }.count == 7)
  }

  @Test func `a service that is never down never fails, and one that is always down always fails`()
    throws
  {
    let well = figures(try Trial("errors", [("failure-rate", "0%")]))
    #expect(well.calls - well.answers <= 6 && well.attempts == well.calls)
    #expect(figures(try Trial("errors", [("failure-rate", "100%")])).answers == 0)
  }

  @Test func `the number of callers that make calls follows its knob`() throws {
    let inputs: [TimedInput] = [
      .at(5, .parameterChanged(name: "callers", value: .count(12))),
      .at(10, .parameterChanged(name: "callers", value: .count(2))),
    ]
    let trial = try Trial("errors", inputs: inputs, until: .seconds(20))
    #expect(trial.analysis.metrics.tasks.cancelled == 10)
    #expect(trial.analysis.tasks.records.filter { $0.isLive }.count == 3)
  }
}
