import Testing
import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirScenarios
import WeirScreen
import WeirTestSupport

@testable import WeirDashboard

/// What is known of a run depends on its events alone.
@Suite struct BatchDivisionTests {
  @Test(arguments: ScenarioCatalog.descriptions)
  func `a run is drawn the same however its events are divided into batches`(
    description: ScenarioDescription
  ) throws {
    var dice = Dice(7)
    let batches = try BatchDivisionTests.batches(of: description)
    var fine = Side(description)
    var coarse = Side(description)
    var rest: [EventBatch] = []
    for batch in batches {
      for part in BatchDivisionTests.instants(of: batch, &dice) { fine.fold(part) }
      rest.append(batch)
      guard batch.state != .running || dice.below(3) == 0 else { continue }
      coarse.fold(
        EventBatch(events: rest.flatMap(\.events), now: batch.now, state: batch.state))
      rest = []
      guard dice.below(8) == 0 else { continue }
      #expect(fine.texts() == coarse.texts(), "at \(batch.now)")
      #expect(fine.figures == coarse.figures)
    }
    #expect(fine.run.analysis.eventCount > 200)
  }

  @Test func `a long batch leaves the same tail as single events`() {
    let events = SampleRun.batch(until: 900, producers: 12).events
    #expect(events.count > 12_000)
    var once = RunHistory()
    once.fold(BatchDivisionTests.batch(events))
    var often = RunHistory()
    for event in events { often.fold(BatchDivisionTests.batch([event])) }
    #expect(once.tail.shown.count == EventTail.capacity)
    #expect(once.tail.shown.map { "\($0)" } == often.tail.shown.map { "\($0)" })
  }

  @Test func `a kept copy has nothing of what the user chose, and stays equal to the original`() {
    let events = SampleRun.batch(until: 900, producers: 12).events
    var original = RunHistory()
    original.fold(BatchDivisionTests.batch(events.prefix(6000)))
    let plain = original
    original.apply(Filter("producer"))
    original.watch(TaskID(1))
    #expect(original.watch != nil && original.tail.shown.count < plain.tail.shown.count)
    var copy = original.kept
    #expect(copy.tail.filter.isEmpty && copy.watch == nil)
    #expect(copy.tail.shown.map { "\($0)" } == plain.tail.shown.map { "\($0)" })
    original.apply(Filter())
    for event in events.dropFirst(6000) {
      original.fold(BatchDivisionTests.batch([event]))
      copy.fold(BatchDivisionTests.batch([event]))
    }
    #expect(copy.tail.shown.map { "\($0)" } == original.tail.shown.map { "\($0)" })
  }

  private static func batch(_ events: some Collection<Event>) -> EventBatch {
    EventBatch(events: Array(events), now: events.map(\.instant).max() ?? .zero, state: .running)
  }

  private static func batches(of description: ScenarioDescription) throws -> [EventBatch] {
    var batches: [EventBatch] = []
    let run = try ScenarioRun(try ScenarioCatalog.specification(of: description.name, seed: 3)) {
      batches.append($0)
    }
    defer { run.simulation.tearDown() }
    var count = 0
    while count < 60, batches.reduce(0, { $0 + $1.events.count }) < 4000 {
      count += 1
      run.simulation.run(until: run.simulation.now.advanced(by: .milliseconds(487)))
    }
    return batches
  }

  /// A batch for each instant of a batch, and some between them.
  private static func instants(of batch: EventBatch, _ dice: inout Dice) -> [EventBatch] {
    var parts: [EventBatch] = []
    var events: [Event] = []
    for (index, event) in batch.events.enumerated() {
      events.append(event)
      let next = index + 1 < batch.events.count ? batch.events[index + 1].instant : batch.now
      guard next > event.instant else { continue }
      parts.append(EventBatch(events: events, now: event.instant, state: .running))
      events = []
      guard dice.below(4) == 0 else { continue }
      let length = next.nanoseconds - event.instant.nanoseconds
      let between = event.instant.nanoseconds + Int64(dice.below(Int(length)))
      parts.append(
        EventBatch(events: [], now: VirtualInstant(nanoseconds: between), state: .running))
    }
    return parts + [EventBatch(events: events, now: batch.now, state: batch.state)]
  }

  /// A run, and what its panels show.
  private struct Side {
    var run: ShownRun
    let size = Size(columns: 90, rows: 24)

    init(_ description: ScenarioDescription) {
      run = ShownRun(
        RunStart(description.specification(seed: 3)), of: description, from: .simulation,
        thresholds: .init())
    }

    mutating func fold(_ batch: EventBatch) { _ = run.fold(batch) }

    /// Each panel, drawn by new panels.
    func texts() -> [[Cell]] {
      let scene = PanelScene(run: run, axes: TimeAxes(), signs: .braille)
      return Panel.allCases.map { panel in
        var panels = PanelSet(Settings())
        let box = Box(size)
        var frame = Frame(size: size)
        _ = panels.handle(.updated(after: 1), in: panel, box, scene)
        panels[panel].drawing(in: box, scene).draw(in: &frame, box)
        return (0..<size.rows).flatMap { row in
          (0..<size.columns).map { frame[$0, row] }
        }
      }
    }

    /// What panels show only in part.
    var figures: [String] {
      let analysis = run.analysis
      return run.history.gauges.gauges.map { gauge in
        "\(gauge.name(in: analysis)) \(gauge.history.mean) \(gauge.history.blockedShare)"
      } + [
        "\(run.history.model.digest)", "\(run.history.lanes.lanes.map(\.task))",
        "\(run.history.loopHeld.share(at: run.now))", "\(run.history.pastFindings.past)",
        "\(run.history.ratesOfWork)", "\(run.history.parts?.leadingRoles.keys ?? [])",
        "\(analysis.metrics.latency.quantiles([0.5, 0.9, 1]))",
        "\(run.history.tail.shown.suffix(300))",
      ]
    }
  }
}
