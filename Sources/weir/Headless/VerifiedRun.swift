import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// A run that is compared with a log while it happens.
final class VerifiedRun {
  /// The signal that ended it early.
  private(set) var signal: Int32?

  private let outline: LogOutline
  private let comparison: LogComparison
  private var repetition: ScenarioRun?
  private var model: RunModel
  /// The model before the batch that was compared last, and the events of that batch.
  private var former: RunModel
  private var batch: [Event] = []
  /// How many events the log has, if its recording may have ended in the middle of an instant.
  private let loggedCount: Int?
  /// How many events the run has had, those that the log lacks at its end included.
  private var runCount = 0
  private var isOver = false
  /// Where the findings differ first.
  private(set) var findingDifference: RunDifference?
  /// How far the run goes at most.
  private let limit: VirtualInstant

  init(
    _ specification: RunSpecification, _ outline: LogOutline, _ thresholds: LintThresholds,
    _ comparison: LogComparison
  ) throws(CatalogError) {
    (self.outline, self.comparison) = (outline, comparison)
    let scenario = try ScenarioCatalog.description(of: specification.scenario)
    model = RunModel(of: specification, in: scenario, thresholds: thresholds)
    former = model
    if outline.failure != nil {
      // A log that is wrong somewhere differs there at the latest, however far the run has to go.
      limit = .endOfTime
    } else if outline.end != nil {
      limit = outline.lastInstant
    } else {
      // One that is cut may have findings of its last instant, which are known once it is over.
      limit = outline.lastInstant.advanced(by: .nanoseconds(1))
    }
    // A user may end a recording in the middle of an instant.
    if let end = outline.end, [.quit, .full].contains(end.reason) {
      // Where lines are missing, the end tells how many there were.
      loggedCount = max(outline.isOnlyInputs ? 0 : outline.eventCount, end.checkpoint.events)
    } else {
      loggedCount = nil
    }
    repetition = try ScenarioRun(specification) { [unowned self] batch in take(batch) }
  }

  /// How far the run has come, up to the last line of the log.
  var now: VirtualInstant { min(model.analysis.now, outline.lastInstant) }

  /// Runs until the log has ended or differs.
  func run() {
    guard let simulation = repetition?.simulation else { return }
    var progress = ProgressLine()
    simulation.run(until: limit) {
      progress.show(
        at: simulation.now, of: outline.end?.checkpoint.instant, eventCount: comparison.eventCount,
        logSize: nil)
      return comparison.verdict == nil && Interruption.signal == nil
    }
    progress.erase()
    if comparison.verdict == nil, let signal = Interruption.signal {
      self.signal = signal
    } else {
      end(simulation)
    }
    isOver = true
    simulation.tearDown()
  }

  private func take(_ batch: EventBatch) {
    guard comparison.verdict == nil, !isOver else { return }
    runCount += batch.events.count
    compare(
      EventBatch(
        events: loggedEvents(of: batch), now: min(batch.now, limit), state: .running))
  }

  /// The events of a batch without those of the last instant that the log lacks.
  private func loggedEvents(of batch: EventBatch) -> [Event] {
    guard let loggedCount, let first = batch.events.firstIndex(where: { $0.instant >= limit })
    else { return batch.events }
    let taken = model.analysis.eventCount + first
    return Array(batch.events.prefix(first + max(loggedCount - taken, 0)))
  }

  /// Compares what is left when the run has gone as far as the log.
  private func end(_ simulation: Simulation) {
    guard comparison.verdict == nil else { return }
    let isShort = runCount > model.analysis.eventCount
    let state = isShort ? .running : simulation.state
    compare(EventBatch(events: [], now: isShort ? limit : simulation.now, state: state))
    comparison.end(reason(state))
    noteFindings()
  }

  private func compare(_ batch: EventBatch) {
    (former, self.batch) = (model, batch.events)
    comparison.take(model.fold(batch))
    noteFindings()
  }

  private func noteFindings() {
    guard findingDifference == nil, let difference = comparison.findingDifference else { return }
    findingDifference = words(difference)
  }

  /// Why a recording of this run would have ended: for the reason that the log has if it was a
  /// user's decision, or for want of room.
  private func reason(_ state: RunState) -> EndReason {
    switch outline.end?.reason {
    case .quit: .quit
    case .full: .full
    case .finished, .stalled, .limit, .exited, nil: EndReason(state, otherwise: .limit)
    }
  }
}

// MARK: Words

extension VerifiedRun {
  /// A difference in words, with the names that tasks and queues had then.
  func words(_ difference: LogDifference) -> RunDifference {
    var analysis = former.analysis
    for event in batch.prefix(max(difference.eventsBefore - analysis.eventCount, 0)) {
      analysis.fold(event)
    }
    return RunDifference(difference, after: analysis, namesEvent: !outline.isOnlyInputs)
  }
}
