import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// A run that is compared with a log while it is repeated.
final class VerifiedRun {
  /// The signal that ended it early; `nil` if none did.
  private(set) var signal: Int32?

  private let outline: LogOutline
  private let comparison: LogComparison
  private var repetition: ScenarioRun?
  private var model: RunModel
  /// The model before the last batch compared, and the events of that batch.
  private var former: RunModel
  private var batch: [Event] = []
  /// How many events the log has, if its recording may have ended within an instant; otherwise
  /// `nil`.
  private let loggedCount: Int?
  /// How many events the run has had, including those missing at the end of the log.
  private var runCount = 0
  private var isOver = false
  /// Where the findings first differ; `nil` if they don't.
  private(set) var findingDifference: RunDifference?
  /// The instant up to which the run goes.
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
      // An invalid log differs at the invalid line at the latest, however far the run has to go.
      limit = .endOfTime
    } else if outline.end != nil {
      limit = outline.lastInstant
    } else {
      // A log that is cut may contain findings of its last instant, which are known only after that
      // instant.
      limit = outline.lastInstant.advanced(by: .nanoseconds(1))
    }
    // A user may end a recording within an instant.
    if let end = outline.end, [.quit, .full].contains(end.reason) {
      // If lines are missing, the end says how many there were.
      loggedCount = max(outline.isOnlyInputs ? 0 : outline.eventCount, end.checkpoint.events)
    } else {
      loggedCount = nil
    }
    repetition = try ScenarioRun(specification) { [unowned self] batch in take(batch) }
  }

  /// The instant that the run has reached, up to the last line of the log.
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

  /// Returns the events of a batch without those of the last instant that the log does not have.
  private func loggedEvents(of batch: EventBatch) -> [Event] {
    guard let loggedCount, let first = batch.events.firstIndex(where: { $0.instant >= limit })
    else { return batch.events }
    let taken = model.analysis.eventCount + first
    return Array(batch.events.prefix(first + max(loggedCount - taken, 0)))
  }

  /// Compares the rest when the run has gone as far as the log.
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

  /// Returns why a recording of this run would have ended: for the log's own reason if it was the
  /// user's decision or a full disk.
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
  /// Returns a difference in words, with the names that tasks and queues had at that time.
  func words(_ difference: LogDifference) -> RunDifference {
    var analysis = former.analysis
    for event in batch.prefix(max(difference.eventsBefore - analysis.eventCount, 0)) {
      analysis.fold(event)
    }
    return RunDifference(difference, after: analysis, namesEvent: !outline.isOnlyInputs)
  }
}
