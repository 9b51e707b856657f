import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

/// Folding gives the same result however events come, and copies stay what they were.
@Suite struct FoldingTests {
  /// A scenario, with one of its pitfalls or none.
  struct Form: CustomTestStringConvertible, Sendable {
    let scenario: String
    let pitfall: String?
    var testDescription: String { pitfall.map { "\(scenario), \($0)" } ?? scenario }
  }

  static let forms = CatalogTests.descriptions.flatMap { description in
    ([nil] + description.pitfalls.map { Optional($0.name) })
      .map { Form(scenario: description.name, pitfall: $0) }
  }

  /// Everything that can be asked of an analysis.
  private static func portrait(_ analysis: Analysis) -> [String] {
    let metrics = analysis.metrics
    let shares = [0, 0.1, 0.5, 0.9, 0.99, 1]
    let histograms =
      [metrics.latency, metrics.readyWait, metrics.offloadWait]
      + metrics.queues.flatMap { [$0.wait, $0.blocked] } + metrics.pools.map(\.wait)
    return [
      "\(analysis.eventCount) \(analysis.now) \(analysis.state)", "\(analysis.findings)",
      "\(analysis.tasks.records)", "\(analysis.queues.records)", "\(analysis.pools.records)",
      "\(analysis.batchers.records)", "\(analysis.workers.records)",
      "\(analysis.shutdowns.records)", "\(analysis.timeouts.open)",
      "\(Array(analysis.timeouts.ended)) \(analysis.timeouts.countsByRole)",
      "\(metrics.tasks) \(metrics.items) \(metrics.retries) \(metrics.spent) \(metrics.wasted)",
      "\(histograms.map { "\($0.count) \($0.zeros) \($0.sum) \($0.quantiles(shares))" })",
      "\(metrics.queues.map { $0.meanDepth(until: analysis.now) })",
      "\(metrics.pools.map { $0.meanInUse(until: analysis.now) })",
    ]
  }

  @Test(arguments: forms)
  func `events folded one by one or in batches of any size give the same analysis`(
    form: Form
  ) throws {
    let trial = try Trial(form.scenario, pitfall: form.pitfall, until: .seconds(20))
    var single = Analysis()
    for event in trial.events { single.fold(event) }
    let expected = FoldingTests.portrait(single)
    var random = RandomStream(seed: 1, name: form.testDescription)
    for longest in [1, 7, 300, trial.events.count] {
      var batched = Analysis()
      var changes: [TimedFindingChange] = []
      var rest = trial.events[...]
      while let last = rest.prefix(1 + random.next(below: longest)).last {
        let events = rest.prefix { $0 != last } + [last]
        rest = rest.dropFirst(events.count)
        let batch = EventBatch(events: Array(events), now: last.instant, state: .running)
        batched.fold(batch)
        changes += batched.takeFindingChanges()
      }
      #expect(FoldingTests.portrait(batched) == expected)
      var copy = single
      #expect(changes == copy.takeFindingChanges())
    }
  }

  @Test(arguments: forms)
  func `a copy of an analysis does not change while the original folds further events`(
    form: Form
  ) throws {
    let events = try Trial(form.scenario, pitfall: form.pitfall, until: .seconds(20)).events
    var original = Analysis()
    var copies: [(copy: Analysis, portrait: [String])] = []
    for (index, event) in events.enumerated() {
      if index % (events.count / 4 + 1) == 0 {
        copies.append((original, FoldingTests.portrait(original)))
      }
      original.fold(event)
    }
    let end = FoldingTests.portrait(original)
    for (index, copied) in copies.enumerated() {
      #expect(FoldingTests.portrait(copied.copy) == copied.portrait)
      // The copy goes its own way, which the original does not notice either.
      var copy = copied.copy
      let rest = events.dropFirst(index * (events.count / 4 + 1))
      copy.fold(
        EventBatch(events: Array(rest), now: rest.last?.instant ?? copy.now, state: .running))
      #expect(FoldingTests.portrait(copy) == end)
      #expect(FoldingTests.portrait(copied.copy) == copied.portrait)
    }
    #expect(FoldingTests.portrait(original) == end)
  }
}
