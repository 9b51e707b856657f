import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScenarios

/// Searches a run for a warning, by running it without a screen.
struct WarningSearch {
  private let specification: RunSpecification
  private let thresholds: LintThresholds
  private let limit: VirtualInstant

  /// How far a run is searched: some never have a warning, and never end.
  static let length = Duration.seconds(3600)

  init(
    _ specification: RunSpecification, thresholds: LintThresholds, length: Duration = length
  ) {
    (self.specification, self.thresholds) = (specification, thresholds)
    limit = .zero.advanced(by: length)
  }

  /// Returns where the warning with this number is raised, counted from 1.
  ///
  /// - Throws: `UsageError.noWarning` if there is none; `Interruption.Ended` after a signal.
  func target(of number: Int) throws -> SeekTarget {
    let scenario = try ScenarioCatalog.description(of: specification.scenario)
    let past = RunPast(of: RunStart(specification), in: scenario, thresholds: thresholds)
    var writer = PastWriter(past)
    let run = try ScenarioRun(specification) { writer.append($0) }
    let simulation = run.simulation
    defer { simulation.tearDown() }
    var progress = ProgressLine()
    Interruption.watch()
    simulation.run(until: limit) {
      progress.show(
        at: simulation.now, of: limit, eventCount: past.newest.event, logSize: nil)
      return Interruption.signal == nil && writer.timeline.warningCount < number
    }
    progress.erase()
    let signal = Interruption.signal
    Interruption.release()
    if let target = writer.timeline.target(ofWarning: number) { return target }
    if let signal {
      throw Interruption.Ended(
        signal: signal, instant: simulation.now, remark: "The warning was not found up to there.")
    }
    throw UsageError.noWarning(
      number, count: writer.timeline.warningCount, hasEnded: simulation.state != .running)
  }
}
