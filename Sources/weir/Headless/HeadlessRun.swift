import WeirEngine
import WeirFiles
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// A run without a screen, as fast as possible, and its log.
///
/// A signal ends it between two instants, so that the command that repeats it up to there gives the
/// same events.
struct HeadlessRun {
  private(set) var model: RunModel
  /// Why the engine gave up the run; `nil` if it did not. The run itself has no event for this.
  private(set) var halt: SimulationHalt?
  /// Why the log ended early; the run continues without it. `nil` if it did not.
  private(set) var failure: SessionError?
  /// The signal that ended the run early; `nil` if none did.
  private(set) var signal: Int32?
  /// Where a second run of the same specification differs; `nil` if it does not, or if there was
  /// none.
  private(set) var difference: RunDifference?

  /// Runs up to an instant or, without one, to the scenario's own end.
  ///
  /// - Parameters:
  ///   - writer: The log; `nil` for none.
  ///   - output: The file of the log, for its size.
  ///   - secondRun: A second run, executed in turns with the first and compared with it.
  ///   - stepsAtOneInstant: See `ScenarioRun`.
  ///   - hasSpareCore: Whether a second core may be used, to fold the events and to write the log
  ///     beside the run; without a second run, which needs what is folded at each of its turns.
  init(
    _ specification: RunSpecification, until end: VirtualInstant?, thresholds: LintThresholds,
    writer: SessionWriter? = nil, output: FileOutput? = nil, secondRun: SecondRun? = nil,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant,
    hasSpareCore: Bool = SpareCores.exist(besides: 1)
  ) throws(CatalogError) {
    let description = try ScenarioCatalog.description(of: specification.scenario)
    let log = HeadlessLog(writer, to: output)
    let folds = SideFold(
      into: RunModel(of: specification, in: description, thresholds: thresholds),
      usesThread: hasSpareCore && secondRun == nil
    ) { model, batch in
      log.write(model.fold(batch))
    }
    var eventCount = 0
    let run = try ScenarioRun(
      specification, stepsAtOneInstant: stepsAtOneInstant, batchCapacity: folds.batchCapacity
    ) { batch in
      secondRun?.expect(batch.events)
      eventCount += batch.events.count
      folds.take(batch)
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
          at: simulation.now, of: end, eventCount: eventCount, logSize: log.size)
        isHalfway = secondRun?.isBehind ?? false
        return Interruption.signal == nil && !isHalfway
      }
      isHalfway = isHalfway && Interruption.signal == nil
      if isHalfway { secondRun?.follow(to: limit, folds.value) }
    }
    if simulation.state == .running, simulation.now < limit {
      signal = Interruption.signal
      simulation.run(until: simulation.now)
    }
    secondRun?.end(
      simulation, until: signal == nil ? limit : simulation.now, isWhole: signal == nil)
    difference = secondRun?.difference
    model = folds.value
    Interruption.release()
    halt = simulation.halt
    simulation.tearDown()
    log.end(EndReason(simulation.state, otherwise: signal == nil ? .limit : .quit))
    failure = log.failure
    progress.erase()
  }
}
