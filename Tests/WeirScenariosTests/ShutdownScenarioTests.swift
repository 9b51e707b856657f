import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct ShutdownScenarioTests {
  /// Each phase that began, with what remained.
  private func phases(_ trial: Trial) -> [String] {
    trial.events.compactMap {
      if case .shutdown(_, .phaseBegan(let phase, let remaining, _)) = $0.kind {
        "\(phase.name) \(remaining)"
      } else {
        nil
      }
    }
  }

  private func names(_ trial: Trial) -> [String] {
    phases(trial).map { String($0.prefix { $0 != " " }) }
  }

  @Test func `the guide's server shuts down after five seconds, and nothing is lost`() throws {
    let trial = try Trial("shutdown", preset: "guide")
    #expect(trial.state == .finished)
    #expect(trial.seconds >= 5 && trial.seconds < 6)
    #expect(trial.liveTaskCount == 0)
    #expect(names(trial) == ["stop-intake", "drain", "finished"])
    #expect(trial.analysis.metrics.items.lost == 0)
    #expect(trial.analysis.metrics.items.consumed == trial.analysis.metrics.latency.count)
    #expect(trial.raised.isEmpty)
  }

  @Test func `with a short grace period the rest is cancelled, and reported as abandoned`() throws {
    let trial = try Trial(
      "shutdown", preset: "guide", [("work-time", "2s"), ("grace", "500ms")])
    #expect(trial.seconds == 5.5)
    #expect(names(trial) == ["stop-intake", "drain", "cancel", "finished"])
    #expect(phases(trial).last != "finished 0")
    #expect(trial.analysis.metrics.items.lost == 4)
    #expect(trial.analysis.metrics.items.dropped > 4)
    #expect(trial.raised.isEmpty)
  }

  @Test func `with workers first the items in progress are done, and the queue is abandoned`()
    throws
  {
    let trial = try Trial(
      "shutdown", preset: "guide", [("work-time", "2s"), ("drain-order", "workers-first")])
    #expect(trial.seconds > 5 && trial.seconds < 7)
    #expect(trial.analysis.metrics.items.lost == 0)
    #expect(trial.analysis.metrics.items.dropped > 4)
    #expect(trial.raised.isEmpty)
  }

  @Test func `a shutdown can be triggered, and a second trigger skips to the next phase`() throws {
    let trial = try Trial(
      "shutdown", preset: "guide", [("work-time", "5s"), ("trigger", "off")],
      inputs: [.at(3, .triggered("shutdown")), .at(4, .triggered("shutdown"))])
    #expect(trial.state == .finished)
    #expect(trial.seconds == 4)
    #expect(names(trial) == ["stop-intake", "drain", "cancel", "finished"])
    #expect(trial.raised.isEmpty)
  }

  @Test func `a shorter uptime ends the current server`() throws {
    let change = TimedInput.at(
      2, .parameterChanged(name: "trigger", value: .duration(.seconds(1))))
    let trial = try Trial("shutdown", preset: "guide", inputs: [change])
    #expect(trial.seconds >= 2 && trial.seconds < 3)
  }

  @Test func `one server follows the other`() throws {
    let trial = try Trial("shutdown")
    #expect(phases(trial).filter { $0 == "finished 0" }.count >= 3)
    #expect(trial.analysis.metrics.items.lost == 0)
    #expect(trial.raised.isEmpty)
  }

  @Test
  func `an abrupt shutdown leaves tasks behind and loses items, until the pitfall is disabled`()
    throws
  {
    let broken = try Trial("shutdown", pitfall: "abrupt")
    #expect(broken.lints == [.taskOutlivesParent])
    #expect(broken.analysis.metrics.items.lost > 0)
    let off = TimedInput.at(61, .pitfallSwitched(nil))
    let mended = try Trial("shutdown", pitfall: "abrupt", inputs: [off], until: .seconds(63))
    #expect(mended.lints.isEmpty)
  }

  @Test(arguments: 0..<2 * CatalogTests.seeds)
  func `no lint fires on the right form of shutdown, whatever the knobs`(seed: UInt64) throws {
    let trial = try Trial(
      "shutdown", seed: seed,
      [
        ("load", "\(1 + seed * 7 % 40)/s"), ("workers", "\(1 + seed % 9)"),
        ("work-time", "exponential:\(50 + seed % 5 * 300)ms"),
        ("capacity", seed % 5 == 0 ? "unlimited" : "\(seed % 20)"),
        ("grace", "\(seed % 6 * 400)ms"),
        ("drain-order", seed % 2 == 0 ? "intake-first" : "workers-first"),
        ("trigger", "\(2 + seed % 4)s"),
      ],
      inputs: [
        .at(3, .parameterChanged(name: "workers", value: .count(2))),
        .at(7, .triggered("shutdown")),
        .at(7, .triggered("shutdown")), .at(11, .triggered("shutdown")),
      ], until: .seconds(15), keepsEvents: false)
    #expect(trial.raised.filter { !$0.lint.isOfLoad }.isEmpty)
  }
}
