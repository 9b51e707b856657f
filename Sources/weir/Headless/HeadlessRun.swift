import WeirEngine
import WeirFiles
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// A run without a screen, as fast as the machine can, and its log.
///
/// A signal ends it at an instant boundary, so that the command that repeats it up to there comes
/// to the same events.
struct HeadlessRun {
  private(set) var model: RunModel
  /// Why the run was given up, if it was; only the engine knows, since nothing happened in the run.
  private(set) var halt: SimulationHalt?
  /// Why there is no log from some instant on: the run is worth more than its log.
  private(set) var failure: SessionError?
  /// The signal that ended the run before its end.
  private(set) var signal: Int32?
  /// Where a second run with the same beginning went another way; nil if it did not, or there was
  /// none.
  private(set) var difference: RunDifference?

  /// Runs up to an instant, or, without one, to the scenario's own end.
  ///
  /// - Parameters:
  ///   - writer: the log, if there is to be one.
  ///   - output: where the log goes, for its size.
  ///   - twin: happens beside the run and is compared with it.
  ///   - stepsAtOneInstant: as of `ScenarioRun`.
  init(
    _ specification: RunSpecification, until end: VirtualInstant?, thresholds: LintThresholds,
    writer log: SessionWriter? = nil, output: FileOutput? = nil, twin: RunTwin? = nil,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant
  ) throws(CatalogError) {
    let description = try ScenarioCatalog.description(of: specification.scenario)
    var model = RunModel(of: specification, in: description, thresholds: thresholds)
    var writer = log
    var failure: SessionError?
    var pulse = Pulse(every: .seconds(1))
    let run = try ScenarioRun(specification, stepsAtOneInstant: stepsAtOneInstant) { batch in
      twin?.expect(batch.events)
      let folded = model.fold(batch)
      do throws(SessionError) {
        try writer?.write(folded)
        if pulse.isDue { try writer?.flush() }
      } catch {
        (writer, failure) = (nil, error)
      }
    }
    let simulation = run.simulation
    var progress = ProgressLine()
    let limit = end ?? VirtualInstant(nanoseconds: .max)
    Interruption.watch()
    var isHalfway = true
    while isHalfway {
      isHalfway = false
      simulation.run(until: limit) {
        progress.show(
          at: simulation.now, of: end, eventCount: model.analysis.eventCount,
          logSize: failure == nil ? output?.file.size : nil)
        isHalfway = twin?.isBehind ?? false
        return Interruption.signal == nil && !isHalfway
      }
      isHalfway = isHalfway && Interruption.signal == nil
      if isHalfway { twin?.follow(to: limit, model) }
    }
    if simulation.state == .running, simulation.now < limit {
      signal = Interruption.signal
      simulation.run(until: simulation.now)
    }
    twin?.end(
      simulation, until: signal == nil ? limit : simulation.now, isWhole: signal == nil)
    difference = twin?.difference
    Interruption.release()
    halt = simulation.halt
    simulation.tearDown()
    let reason = EndReason(simulation.state, otherwise: signal == nil ? .limit : .quit)
    do throws(SessionError) { try writer?.end(reason) } catch { failure = error }
    progress.erase()
    (self.model, self.failure) = (model, failure)
  }
}
