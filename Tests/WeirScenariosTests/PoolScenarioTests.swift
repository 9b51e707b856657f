import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct PoolScenarioTests {
  private func opened(_ trial: Trial) -> Int {
    trial.events.count { if case .pool(_, .connectionOpened) = $0.kind { true } else { false } }
  }

  @Test func `the guide's ten requests connect once each, and are answered together`() throws {
    let trial = try Trial("pool", preset: "guide")
    #expect(trial.state == .finished)
    #expect(trial.seconds == 0.3)
    #expect(trial.liveTaskCount == 0)
    #expect(opened(trial) == 10)
    #expect(trial.raised.isEmpty)
  }

  @Test func `a smaller pool answers the guide's requests in turns, without connecting again`()
    throws
  {
    let trial = try Trial("pool", preset: "guide", [("pool-size", "5")])
    #expect(trial.seconds == 0.5)
    #expect(opened(trial) == 5)
  }

  @Test func `without a pool each request connects again`() throws {
    let trial = try Trial("pool", preset: "guide", pitfall: "no-pool", [("pool-size", "5")])
    #expect(trial.seconds == 0.6)
    #expect(opened(trial) == 10)
  }

  @Test func `connections are reused, and expire when they are idle`() throws {
    let trial = try Trial("pool")
    let expired = trial.events.count {
      if case .pool(_, .connectionClosed(_, _, .idle)) = $0.kind { true } else { false }
    }
    #expect(opened(trial) < 200)
    #expect(expired > 5)
    #expect(trial.raised.isEmpty)
  }

  @Test func `leaked connections are reclaimed after the pitfall is disabled`() throws {
    let switched = [TimedInput.at(5, .pitfallSwitched("leak")), .at(30, .pitfallSwitched(nil))]
    let trial = try Trial("pool", inputs: switched, until: .seconds(60))
    let leaked = trial.events.count { if case .pool(_, .leaked) = $0.kind { true } else { false } }
    let reclaimed = trial.events.count {
      if case .pool(_, .connectionClosed(_, _, .invalid)) = $0.kind { true } else { false }
    }
    #expect(leaked == 8)
    #expect(reclaimed == 8)
    #expect(trial.lints.isEmpty)
  }

  @Test func `a wait for a connection is a deadline, met or fired`() throws {
    let trial = try Trial("pool", [("pool-size", "3"), ("acquire-timeout", "300ms")])
    #expect(trial.analysis.timeouts.counts.met > 50)
    let gaveUp = trial.events.count {
      if case .pool(_, .acquireTimedOut) = $0.kind { true } else { false }
    }
    #expect(gaveUp > 50)
    #expect(trial.analysis.timeouts.counts.fired == gaveUp)
  }

  @Test(arguments: 0..<2 * CatalogTests.seeds)
  func `no lint fires on the right form of pooling, whatever the knobs`(seed: UInt64) throws {
    let trial = try Trial(
      "pool", seed: seed,
      [
        ("request-rate", "\(1 + seed * 7 % 50)/s"), ("burst", "\(1 + seed % 4)"),
        ("pool-size", "\(1 + seed % 12)"),
        ("request-time", "exponential:\(10 + seed % 5 * 100)ms"),
        ("connect-time", "\(seed % 4 * 100)ms"),
        ("acquire-timeout", seed % 3 == 0 ? "off" : "\(1 + seed % 5 * 300)ms"),
        ("idle-timeout", seed % 5 == 0 ? "off" : "\(1 + seed % 7 * 200)ms"),
      ],
      inputs: [
        .at(5, .parameterChanged(name: "pool-size", value: .count(2))),
        .at(9, .parameterChanged(name: "idle-timeout", value: .duration(.milliseconds(50)))),
        .at(12, .parameterChanged(name: "pool-size", value: .count(20))),
      ], until: .seconds(15), keepsEvents: false)
    #expect(trial.raised.filter { !$0.lint.isOfLoad }.isEmpty)
  }

  @Test func `the pool scenario has no findings with its defaults`() throws {
    for seed in UInt64(0)..<5 {
      #expect(try Trial("pool", seed: seed, keepsEvents: false).raised.isEmpty)
    }
  }
}
