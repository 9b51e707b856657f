import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScenarios

/// A scenario that runs now, against wall time.
///
/// The engine knows nothing of that: it is told how far to run, and hands on what happened.
struct SimulationSource: RunSource {
  let status = SourceStatus.simulation
  let thread = SourceThread()

  /// Sets up a run and the thread for it.
  ///
  /// - Parameter stepsAtOneInstant: as of `ScenarioRun`.
  init(
    _ specification: RunSpecification, speed: Double, isPaused: Bool,
    framesPerSecond: Int = 30,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant
  ) throws(CatalogError) {
    // Whatever is wrong with the specification is said here and not on the thread.
    try ScenarioCatalog.check(specification)
    thread.start { [news = thread.news] in
      SourceStage(
        SimulationFeed(specification, news, stepsAtOneInstant: stepsAtOneInstant), news,
        speed: speed, isPaused: isPaused, framesPerSecond: framesPerSecond)
    }
  }
}
