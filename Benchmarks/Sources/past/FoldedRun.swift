import Foundation
import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScenarios
import WeirScreen

/// A real run of a scenario that a dashboard folds and does not draw, in batches as at 30 frames
/// and 1,000 events per second.
final class FoldedRun {
  private static let eventsPerBatch = 1000.0 / 30

  private let run: ScenarioRun
  private let arrived = Arrived()
  private let step: Duration
  private(set) var dashboard: Dashboard
  private(set) var events = 0
  /// CPU time that folding took, in seconds.
  private(set) var seconds = 0.0

  init(_ scenario: String) throws {
    let specification = try ScenarioCatalog.specification(of: scenario, seed: 1)
    let rate = try FoldedRun.eventsPerSecond(of: specification)
    step = .seconds(FoldedRun.eventsPerBatch / rate)
    run = try ScenarioRun(specification) { [arrived] in arrived.batches.append($0) }
    dashboard = Dashboard(
      description: try ScenarioCatalog.description(of: scenario), start: RunStart(specification),
      theme: try ThemeLibrary().theme(named: "weir-dark"))
    _ = dashboard.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    _ = dashboard.handle(.runStarted(RunStart(specification)))
  }

  deinit { run.simulation.tearDown() }

  /// The instant of the run, in seconds.
  var elapsed: Double { dashboard.model.analysis.now.seconds }

  /// Folds at least this many more events, unless the run ends before. Returns whether it reached
  /// them.
  func fold(_ count: Int) -> Bool {
    let target = events + count
    while events < target, dashboard.model.analysis.state == .running {
      run.simulation.run(until: run.simulation.now.advanced(by: step))
      let batches = arrived.take()
      let start = FoldedRun.processorSeconds
      for batch in batches { dashboard.fold(batch) }
      seconds += FoldedRun.processorSeconds - start
      events += batches.reduce(0) { $0 + $1.events.count }
    }
    return events >= target
  }

  private static func eventsPerSecond(of specification: RunSpecification) throws -> Double {
    var count = 0
    let run = try ScenarioRun(specification) { count += $0.events.count }
    run.simulation.run(until: .zero.advanced(by: .seconds(60)))
    run.simulation.tearDown()
    return max(Double(count) / 60, 0.001)
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The batches that a run has made and that were not taken yet; one thread both runs and takes.
private final class Arrived {
  var batches: [EventBatch] = []

  func take() -> [EventBatch] {
    defer { batches.removeAll(keepingCapacity: true) }
    return batches
  }
}
