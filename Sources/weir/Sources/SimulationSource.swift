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
  ///   - first: The instant at which to begin; `nil` for the first one.
  ///   - stepsAtOneInstant: See `ScenarioRun`.
  init(
    _ specification: RunSpecification, speed: Double, isPaused: Bool,
    framesPerSecond: Int = 30, from first: VirtualInstant? = nil,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant
  ) throws(CatalogError) {
    // Errors in the specification are thrown here, not on the thread.
    try ScenarioCatalog.check(specification)
    thread.start { [updates = thread.updates] in
      SourceDriver(
        SimulationFeed(specification, updates, stepsAtOneInstant: stepsAtOneInstant), updates,
        speed: speed, isPaused: isPaused, framesPerSecond: framesPerSecond, from: first)
    }
  }
}
