import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScenarios

/// A scenario that is simulated in step with wall time.
///
/// The engine does not know wall time: it runs as far as requested, and returns the events.
struct SimulationSource: RunSource {
  let status = SourceStatus.simulation
  let thread = SourceThread()

  /// Creates a run and its thread.
  ///
  /// - Parameters:
  ///   - stepsAtOneInstant: See `ScenarioRun`.
  ///   - thresholds: The thresholds of the lints at its start.
  ///   - pastLimit: How much memory copies of the past may take, in bytes.
  ///   - first: Where to begin; `nil` for the first instant.
  init(
    _ specification: RunSpecification, speed: Double, isPaused: Bool,
    framesPerSecond: Int = 30,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant,
    thresholds: LintThresholds = LintThresholds(), pastLimit: Int = RunPast.standardLimit,
    from first: SeekTarget? = nil
  ) throws(CatalogError) {
    // Errors in the specification are thrown here, not on the thread.
    try ScenarioCatalog.check(specification)
    thread.start { [updates = thread.updates] in
      let feed = SimulationFeed(
        specification, updates, stepsAtOneInstant: stepsAtOneInstant, thresholds: thresholds,
        pastLimit: pastLimit)
      return SourceDriver(
        feed, updates, speed: speed, isPaused: isPaused, framesPerSecond: framesPerSecond,
        from: first)
    }
  }
}
