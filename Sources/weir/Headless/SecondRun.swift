import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirScenarios

/// A second run of the same specification, which has to give the same events as the first one.
///
/// It alternates with the first run, so that only the events of one turn are kept in memory. Equal
/// events have equal digests, at each second and at the end.
final class SecondRun {
  /// The first difference; `nil` if there is none so far.
  private(set) var difference: RunDifference?

  /// The model of the first run after the compared events that are no longer kept.
  private var model: RunModel
  /// Events of the first run after that.
  private var expected: [Event] = []
  /// How many of these have been compared.
  private var comparedCount = 0
  /// Events of this run that have not been compared yet.
  private var found: [Event] = []
  private var run: ScenarioRun?

  /// How many events the first run may be ahead.
  private let leadLimit: Int

  convenience init(of specification: RunSpecification) throws(CatalogError) {
    try self.init(of: specification) { $0 }
  }

  /// - Parameter change: Changes or removes events, to simulate a run that does not depend on its
  ///   seed and inputs alone.
  init(
    of specification: RunSpecification, leadLimit: Int = 32_768,
    changing change: @escaping (Event) -> Event?
  ) throws(CatalogError) {
    self.leadLimit = leadLimit
    let scenario = try ScenarioCatalog.description(of: specification.scenario)
    model = RunModel(of: specification, in: scenario)
    run = try ScenarioRun(specification) { [unowned self] batch in
      if difference == nil { found += batch.events.compactMap(change) }
    }
  }

  /// Notes events of the first run.
  func expect(_ events: [Event]) {
    if difference == nil { expected += events }
  }

  /// Whether it is this run's turn.
  var isBehind: Bool { expected.count - comparedCount >= leadLimit }

  /// Runs until it has as many events as the first run.
  ///
  /// - Parameters:
  ///   - limit: The instant up to which the runs go.
  ///   - model: The model of the first run now.
  func follow(to limit: VirtualInstant, _ model: RunModel) {
    guard difference == nil else { return }
    run?.simulation.run(until: limit) {
      compare()
      return difference == nil && comparedCount < expected.count && Interruption.signal == nil
    }
    compare()
    guard difference == nil, Interruption.signal == nil else { return }
    guard comparedCount == expected.count else {
      // This run has ended.
      return note(expected[comparedCount], nil)
    }
    (self.model, comparedCount) = (model, 0)
    expected.removeAll(keepingCapacity: true)
  }

  /// Runs as far as the first run, and compares how they ended.
  ///
  /// - Parameter isWhole: `false` if the first run was ended early; this one may be ahead of it.
  func end(_ first: Simulation, until limit: VirtualInstant, isWhole: Bool) {
    guard let simulation = run?.simulation else { return }
    if difference == nil {
      simulation.run(until: limit) {
        compare()
        return difference == nil
      }
      compare()
    }
    if difference == nil, comparedCount < expected.count || isWhole && !found.isEmpty {
      note(expected.dropFirst(comparedCount).first, found.first)
    }
    if difference == nil, isWhole, simulation.state != first.state || simulation.now != first.now {
      difference = RunDifference(
        at: min(simulation.now, first.now), event: nil,
        [
          .init(source: "first run", text: ending(first)),
          .init(source: "second run", text: ending(simulation)),
        ])
    }
    simulation.tearDown()
  }

  private func ending(_ simulation: Simulation) -> String {
    "\(simulation.state) at \(ExactTimeText(simulation.now))"
  }

  /// Compares the events that both have.
  private func compare() {
    let count = min(found.count, expected.count - comparedCount)
    for index in 0..<count {
      guard found[index] != expected[comparedCount + index] else { continue }
      comparedCount += index
      return note(expected[comparedCount], found[index])
    }
    comparedCount += count
    found.removeFirst(count)
  }

  private func note(_ first: Event?, _ second: Event?) {
    for event in expected.prefix(comparedCount) { model.fold(event) }
    let analysis = model.analysis
    let texts = RunDifference.words(first, second, after: analysis)
    difference = RunDifference(
      at: min(first?.instant ?? .endOfTime, second?.instant ?? .endOfTime),
      event: analysis.eventCount + 1,
      zip(["first run", "second run"], texts).map { .init(source: $0, text: $1) })
    (expected, found) = ([], [])
    comparedCount = 0
  }
}
