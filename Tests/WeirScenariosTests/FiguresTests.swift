import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

/// Rules for the figures of every scenario, whatever inputs come and when.
@Suite struct FiguresTests {
  static let seeds = 1...max(CatalogTests.seeds / 2, 1)

  @Test(arguments: CatalogTests.descriptions.map(\.name), seeds)
  func `the figures of a run are consistent after each event, whatever the inputs`(
    name: String, seed: UInt64
  ) throws {
    var specification = try ScenarioCatalog.specification(of: name, seed: seed)
    specification.inputs = try Disturbance.inputs(of: name, seed: seed, until: 30)
    var analysis = Analysis()
    var wrong: [String] = []
    let run = try ScenarioRun(specification) { batch in
      for event in batch.events {
        let before = analysis.metrics.items
        analysis.fold(event)
        guard wrong.isEmpty, let rule = FiguresTests.brokenRule(analysis, since: before) else {
          continue
        }
        wrong.append("\(rule) at \(event): \(analysis.metrics.items)")
      }
    }
    run.simulation.run(until: .zero.advanced(by: .seconds(30)))
    run.simulation.tearDown(maximumSteps: 10_000)
    #expect(wrong == [], "\(specification.inputs)")
    for share in FiguresTests.shares(of: analysis) {
      #expect((0...1).contains(share.value), "\(share.name) with \(specification.inputs)")
    }
  }

  /// The first rule for counts that is broken; `nil` if all hold.
  private static func brokenRule(
    _ analysis: Analysis, since before: Metrics.ItemCounts
  ) -> String? {
    let (items, metrics, tasks) = (analysis.metrics.items, analysis.metrics, analysis.metrics.tasks)
    let spent = metrics.spent
    if items.produced < before.produced || items.consumed < before.consumed
      || items.completed < before.completed || items.completedInTime < before.completedInTime
      || items.failed < before.failed || items.dropped < before.dropped || items.lost < before.lost
    {
      return "a count shrinks"
    }
    if items.produced < items.consumed + items.dropped { return "more is consumed than produced" }
    if items.consumed < items.ended + items.lost { return "more has ended than was consumed" }
    if items.completed < items.completedInTime { return "more is in time than completed" }
    if metrics.latency.count != items.completed { return "latency is not of the completed" }
    if metrics.latency.sum != spent.total { return "the parts are not the whole" }
    if spent.blocked < 0 || spent.waited < 0 || spent.opening < 0 || spent.served < 0 {
      return "a part is negative"
    }
    if metrics.wastedSeconds < 0 { return "waste is negative" }
    return tasks.live == analysis.tasks.liveCount ? nil : "tasks don't add up"
  }

  /// Everything that is shown as a share of something.
  private static func shares(of analysis: Analysis) -> [(name: String, value: Double)] {
    let now = analysis.now
    let workers = analysis.workers.records.map { ("utilization", $0.utilization(until: now)) }
    let goodput = analysis.metrics.goodputPerSecond(until: now)
    let throughput = analysis.metrics.throughputPerSecond(until: now)
    return workers + [("goodput of throughput", throughput > 0 ? goodput / throughput : 0)]
  }

  /// Enables a pitfall that does not change the flow, so that the figures must not depend on when
  /// it was enabled.
  @Test(arguments: ["0s", "3.3s", "30s"])
  func `counts don't depend on when items are no longer marked as done`(instant: String) throws {
    let settings = [(knob: "consumers", text: "1")]
    let whole = try Trial(
      "producer-consumer", settings, until: .seconds(64), keepsEvents: false
    ).analysis.metrics
    let broken = try Trial(
      "producer-consumer", settings,
      inputs: [
        TimedInput(
          try #require(DurationText.parse(instant).map { .zero.advanced(by: $0) }),
          .pitfallSwitched("no-task-done"))
      ], until: .seconds(64), keepsEvents: false
    ).analysis.metrics
    #expect(broken.items == whole.items)
    #expect(broken.spent == whole.spent)
    #expect(whole.items.completed == 79)
  }

  @Test func `in a retry storm throughput holds and goodput collapses`() throws {
    func rates(_ pitfall: String?, from: Duration) throws -> (throughput: Double, goodput: Double) {
      let burst = [TimedInput.at(10, .triggered("burst"))]
      let items = try [from, from + .seconds(30)].map { end in
        try Trial("service", pitfall: pitfall, inputs: burst, until: end, keepsEvents: false)
          .analysis.metrics.items
      }
      return (
        Double(items[1].ended - items[0].ended) / 30,
        Double(items[1].completedInTime - items[0].completedInTime) / 30
      )
    }
    let right = try rates(nil, from: .seconds(30))
    let storm = try rates("retry-storm", from: .seconds(30))
    #expect(right.goodput > right.throughput * 0.9)
    #expect(storm.throughput > right.throughput * 0.7)
    #expect(storm.goodput < right.goodput * 0.1)
  }
}

/// Inputs at random instants: pitfalls enabled and disabled, knobs turned, triggers fired.
enum Disturbance {
  static func inputs(of name: String, seed: UInt64, until seconds: Int) throws -> [TimedInput] {
    let description = try ScenarioCatalog.description(of: name)
    var random = RandomStream(seed: seed, name: "disturbance.\(name)")
    var values = description.standardValues.map(\.value)
    var inputs: [TimedInput] = []
    for _ in 0..<(2 + random.next(below: 12)) {
      let instant = VirtualInstant(
        nanoseconds: Int64(random.nextUnit() * Double(seconds) * 1e9))
      switch random.next(below: 5) {
      case 0, 1:
        let pitfalls = [nil] + description.pitfalls.map { Optional($0.name) }
        inputs.append(
          TimedInput(instant, .pitfallSwitched(pitfalls[random.next(below: pitfalls.count)])))
      case 2 where !description.triggers.isEmpty:
        let trigger = description.triggers[random.next(below: description.triggers.count)]
        inputs.append(TimedInput(instant, .triggered(trigger.name)))
      default:
        let index = random.next(below: description.knobs.count)
        let knob = description.knobs[index]
        guard knob.name != description.lengthKnob else { continue }
        let turn = [Turn.up, .down, .coarseUp, .coarseDown][random.next(below: 4)]
        for _ in 0..<(1 + random.next(below: 3)) {
          values[index] = knob.kind.turned(values[index], turn)
        }
        inputs.append(
          TimedInput(instant, .parameterChanged(name: knob.name, value: values[index])))
      }
    }
    return inputs.sorted { $0.instant < $1.instant }
  }
}
