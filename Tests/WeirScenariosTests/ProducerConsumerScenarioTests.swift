import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct ProducerConsumerScenarioTests {
  /// The events of a run, and how it ended.
  private func run(
    preset: String? = nil, pitfall: String? = nil, seed: UInt64 = 1,
    _ settings: [(knob: String, text: String)] = [], inputs: [TimedInput] = [],
    until seconds: Int64 = 60
  ) throws -> (events: [Event], analysis: Analysis, simulation: Simulation) {
    var specification = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: preset, pitfall: pitfall, seed: seed, settings: settings)
    specification.inputs = inputs
    var events: [Event] = []
    var analysis = Analysis()
    let run = try ScenarioRun(specification) { batch in
      events += batch.events
      analysis.fold(batch)
    }
    run.simulation.run(until: VirtualInstant(nanoseconds: seconds * 1_000_000_000))
    return (events, analysis, run.simulation)
  }

  @Test func `the guide's program ends after five seconds, all five items consumed`() throws {
    let (_, analysis, simulation) = try run(preset: "guide")
    #expect(simulation.state == .finished)
    #expect(simulation.now == VirtualInstant(nanoseconds: 5_000_000_000))
    #expect(simulation.liveTaskCount == 0)
    #expect(analysis.metrics.items.produced == 5)
    #expect(analysis.metrics.items.consumed == 5)
    #expect(analysis.metrics.tasks.cancelled == 1)
    #expect(analysis.findings.isEmpty)
  }

  @Test func `without taskDone join waits forever, and the deadlock is found`() throws {
    let (_, analysis, simulation) = try run(preset: "guide", pitfall: "no-task-done")
    #expect(simulation.state == .stalled)
    #expect(analysis.findings.map(\.lint) == [.deadlock])
    let evidence = try #require(analysis.findings.first?.evidence)
    #expect(evidence.contains("main") && evidence.contains("consumer-1"))
  }

  @Test func `without cancellation the consumer outlives the program`() throws {
    let (_, analysis, simulation) = try run(preset: "guide", pitfall: "no-cancel")
    #expect(simulation.state == .finished)
    #expect(simulation.liveTaskCount == 1)
    #expect(analysis.findings.map(\.lint) == [.taskOutlivesParent])
  }

  @Test(arguments: [("no-task-done", Lint.deadlock), ("no-cancel", .taskOutlivesParent)])
  func `a pitfall enabled during a run is found, and its finding is cleared after it is disabled`(
    pitfall: String, lint: Lint
  ) throws {
    let on = TimedInput(VirtualInstant(nanoseconds: 10_000_000_000), .pitfallSwitched(pitfall))
    let off = TimedInput(VirtualInstant(nanoseconds: 120_000_000_000), .pitfallSwitched(nil))
    let lively = [("produce-time", "exponential:1.5s")]
    let trial = try Trial(
      "producer-consumer", lively, inputs: [on, off], glances: [.seconds(119)],
      until: .seconds(240), keepsEvents: false)
    #expect(trial.glimpsed[0].contains(lint))
    #expect(trial.lints.isEmpty)
  }

  @Test func `the numbers of producers and consumers follow their knobs, and no item is lost`()
    throws
  {
    let inputs = [
      TimedInput(
        VirtualInstant(nanoseconds: 5_500_000_000),
        .parameterChanged(name: "consumers", value: .count(1))),
      TimedInput(
        VirtualInstant(nanoseconds: 9_500_000_000),
        .parameterChanged(name: "consumers", value: .count(8))),
      TimedInput(
        VirtualInstant(nanoseconds: 12_500_000_000),
        .parameterChanged(name: "producers", value: .count(1))),
    ]
    let (_, analysis, _) = try run(inputs: inputs, until: 20)
    let roles = analysis.tasks.records.filter { !$0.state.isOver }.map(\.role.description)
    #expect(roles.filter { $0 == "consumer" }.count == 8)
    #expect(roles.filter { $0 == "producer" }.count == 1)
    #expect(analysis.metrics.items.lost == 0)
    #expect(analysis.findings.isEmpty)
  }

  @Test func `a knob turned between two shifts takes effect in the next one`() throws {
    let turn = TimedInput(
      VirtualInstant(nanoseconds: 1_210_000_000),
      .parameterChanged(name: "consumers", value: .count(3)))
    let (_, analysis, _) = try run(
      seed: 1172,
      [
        ("producers", "2"), ("consumers", "1"), ("capacity", "0"),
        ("produce-time", "lognormal:300ms,1.2"), ("deadline", "1s"), ("shift", "200ms"),
      ],
      inputs: [turn])
    #expect(analysis.findings.isEmpty)
    let consumers = analysis.tasks.records.filter {
      !$0.state.isOver && $0.role == Symbol("consumer")
    }
    #expect(consumers.count == 3)
  }

  @Test func `a short deadline gives up work, and the consumer continues`() throws {
    let (_, analysis, _) = try run([("deadline", "200ms")])
    #expect(analysis.timeouts.counts.fired > 20)
    #expect(analysis.metrics.items.consumed > 100)
    #expect(analysis.findings.isEmpty)
  }

  @Test(arguments: 0..<2 * CatalogTests.seeds)
  func `no lint fires on the right form of producer-consumer, whatever the knobs`(seed: UInt64)
    throws
  {
    let producers = 1 + seed % 7
    let consumers = 1 + seed / 3 % 9
    let (_, analysis, _) = try run(
      seed: seed,
      [
        ("producers", "\(producers)"), ("consumers", "\(consumers)"),
        ("capacity", seed % 5 == 0 ? "unlimited" : "\(seed % 6)"),
        ("overflow", OverflowPolicy.allCases[Int(seed % 4)].name),
        ("deadline", seed % 2 == 0 ? "off" : "300ms"), ("shift", "3s"),
      ])
    #expect(analysis.findings.filter { $0.lint != .queueSaturated }.isEmpty)
  }
}
