import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct BatchingScenarioTests {
  @Test func `the guide's batch of ten is processed after a tenth of a second`() throws {
    let trial = try Trial("batching", preset: "guide")
    #expect(trial.state == .finished)
    #expect(trial.seconds == 0.1)
    #expect(trial.liveTaskCount == 0)
    #expect(trial.analysis.metrics.items.consumed == 10)
    #expect(trial.analysis.metrics.items.lost == 0)
    #expect(trial.analysis.metrics.latency.meanSeconds == 0.1)
    #expect(trial.raised.isEmpty)
  }

  @Test func `processed one by one, the guide's batch takes ten times as long`() throws {
    #expect(try Trial("batching", preset: "guide", pitfall: "one-by-one").seconds == 1)
  }

  @Test func `a limited number of items is processed completely, and no task remains`() throws {
    let trial = try Trial("batching", [("items", "500")])
    #expect(trial.state == .finished)
    #expect(trial.liveTaskCount == 0)
    #expect(trial.analysis.metrics.items.consumed == 500)
    #expect(trial.analysis.metrics.latency.count == 500)
    #expect(trial.raised.isEmpty)
  }

  @Test func `at a low rate batches are flushed by linger, at a high rate by size`() throws {
    func share(of cause: FlushCause, at rate: String) throws -> Double {
      let trial = try Trial("batching", [("arrival-rate", rate), ("item-cost", "0ms")])
      var counts: [FlushCause: Int] = [:]
      for event in trial.events {
        if case .batch(_, .flushed(_, _, let cause)) = event.kind { counts[cause, default: 0] += 1 }
      }
      return Double(counts[cause] ?? 0) / Double(max(1, counts.reduce(0) { $0 + $1.value }))
    }
    #expect(try share(of: .linger, at: "10/s") > 0.9)
    #expect(try share(of: .size, at: "200/s") > 0.9)
  }

  @Test(arguments: ["one-by-one", "unbounded"])
  func `no item is lost when a pitfall is enabled and disabled`(pitfall: String) throws {
    let switched = [
      TimedInput.at(5, .pitfallSwitched(pitfall)), .at(15, .pitfallSwitched(nil)),
    ]
    let trial = try Trial(
      "batching", inputs: switched, until: .seconds(30), keepsEvents: false)
    #expect(trial.analysis.metrics.items.lost == 0)
  }

  @Test(arguments: 0..<2 * CatalogTests.seeds)
  func `no lint fires on the right form of batching, whatever the knobs`(seed: UInt64) throws {
    let change = TimedInput.at(
      9,
      .parameterChanged(name: "method", value: .choice(seed % 2 == 0 ? "gather" : "micro-batcher")))
    let trial = try Trial(
      "batching", seed: seed,
      [
        ("method", seed % 3 == 0 ? "gather" : "micro-batcher"),
        ("arrival-rate", "\(1 + seed * 7 % 90)/s"), ("burst", "\(1 + seed % 4)"),
        ("batch-size", "\(1 + seed % 20)"), ("linger", "\(seed % 7 * 100)ms"),
        ("batch-cost", "exponential:\(1 + seed % 5 * 60)ms"),
        ("item-cost", "exponential:\(1 + seed % 6 * 5)ms"),
        ("concurrency", seed % 5 == 0 ? "unlimited" : "\(1 + seed % 4)"),
        ("capacity", seed % 6 == 0 ? "unlimited" : "\(1 + seed % 50)"),
      ], inputs: [change, .at(15, .parameterChanged(name: "concurrency", value: .count(2)))],
      until: .seconds(15), keepsEvents: false)
    #expect(trial.raised.filter { !$0.lint.isOfLoad }.isEmpty)
    #expect(trial.analysis.metrics.items.lost == 0)
  }

  @Test func `batching has no findings with its defaults`() throws {
    for seed in UInt64(0)..<5 {
      #expect(try Trial("batching", seed: seed, keepsEvents: false).raised.isEmpty)
    }
  }
}

extension Lint {
  /// Whether it reports high load, which a correct program can have, too.
  var isOfLoad: Bool { self == .queueSaturated || self == .poolStarved }
}
