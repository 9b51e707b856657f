import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct ResourceScenarioTests {
  /// The number of events that match.
  private func count(_ trial: Trial, _ isCounted: (Event.Kind) -> Bool) -> Int {
    trial.events.filter { isCounted($0.kind) }.count
  }

  private func isLeak(_ kind: Event.Kind) -> Bool {
    if case .pool(_, .leaked) = kind { true } else { false }
  }

  private func isAcquisition(_ kind: Event.Kind) -> Bool {
    if case .pool(_, .acquired) = kind { true } else { false }
  }

  private func isRelease(_ kind: Event.Kind) -> Bool {
    if case .pool(_, .released) = kind { true } else { false }
  }

  @Test func `the guide's user acquires in a second and releases in another`() throws {
    let trial = try Trial("resource", preset: "guide")
    #expect(trial.state == .finished)
    #expect(trial.seconds == 2)
    #expect(count(trial, isAcquisition) == 1)
    #expect(count(trial, isRelease) == 1)
  }

  @Test func `every resource is released, even if uses fail or are cancelled`() throws {
    let trial = try Trial(
      "resource",
      [
        ("uses", "200"), ("failure-rate", "30%"), ("cancel-rate", "50%"), ("pause", "50ms"),
        ("patience", "300ms"),
      ], until: .seconds(600))
    #expect(trial.state == .finished)
    #expect(trial.liveTaskCount == 0)
    #expect(count(trial, isAcquisition) > 100)
    #expect(count(trial, isAcquisition) == count(trial, isRelease))
    #expect(trial.analysis.metrics.tasks.cancelled > 50)
    let timeouts = count(trial) { if case .pool(_, .acquireTimedOut) = $0 { true } else { false } }
    #expect(timeouts > 0)
    #expect(trial.raised.allSatisfy { $0.lint == .poolStarved })
  }

  @Test func `the numbers of users and of places follow their knobs`() throws {
    let inputs: [TimedInput] = [
      .at(5, .parameterChanged(name: "users", value: .count(12))),
      .at(10, .parameterChanged(name: "resources", value: .count(1))),
      .at(20, .parameterChanged(name: "users", value: .count(2))),
    ]
    let trial = try Trial("resource", inputs: inputs, until: .seconds(30))
    let users = trial.analysis.tasks.records.filter { $0.role == Symbol("user") && $0.isLive }
    #expect(users.count == 2)
    #expect(count(trial, isLeak) == 0)
  }

  @Test func `with a manual release each error leaks a resource, until the pitfall is disabled`()
    throws
  {
    let inputs: [TimedInput] = [
      .at(10, .pitfallSwitched("manual-release")), .at(40, .pitfallSwitched(nil)),
    ]
    let broken = try Trial("resource", inputs: inputs, until: .seconds(39))
    #expect(count(broken, isLeak) == 3)
    let mended = try Trial("resource", inputs: inputs, until: .seconds(70))
    let late = mended.events.filter { $0.instant.seconds > 45 }
    #expect(late.filter { isAcquisition($0.kind) }.count > 20)
    #expect(late.filter { isLeak($0.kind) }.isEmpty)
    let out = mended.events.filter { isAcquisition($0.kind) }.count
    let back = mended.events.filter { isRelease($0.kind) }.count
    #expect(out - back <= 3)
  }
}
