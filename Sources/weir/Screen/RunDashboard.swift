import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents

/// The dashboard with its run: folds the updates of the source, and passes the recorder what to
/// write.
///
/// The model of the run is part of the dashboard, whose histories read it after each event. The
/// recorder folds nothing: it receives folded batches.
struct RunDashboard {
  var dashboard: Dashboard
  /// What is known about the source.
  private(set) var status: SourceStatus
  /// Why the engine gave up the run; `nil` if it did not. The run itself has no event for this.
  private(set) var halt: SimulationHalt?
  /// Updates enter before they are handled; a batch leaves when it has been written.
  let turnstile: Turnstile
  /// The recorder; `nil` if the source can't be recorded.
  private let recorder: Recorder?
  /// The past of the run that gets copies of its history; `nil` for a log.
  private var past: RunPast?

  init(_ dashboard: Dashboard, _ status: SourceStatus, _ recorder: Recorder?) {
    (self.dashboard, self.status) = (dashboard, status)
    self.recorder = status.capabilities.records ? recorder : nil
    turnstile = self.recorder?.turnstile ?? Turnstile(limit: Recorder.batchesInProgress)
  }

  /// The model of the current run.
  var model: RunModel { dashboard.model }

  /// Handles an update that has entered the turnstile.
  mutating func take(_ update: SourceUpdate) {
    if case .batchArrived(let batch) = update {
      if batch.state != .stalled { halt = nil }
      let folded = dashboard.fold(batch)
      if let past { dashboard.keepCopy(in: past) }
      guard let recorder else { return turnstile.leave() }
      return recorder.write(folded)
    }
    turnstile.leave()
    switch update {
    case .batchArrived: break
    case .runStarted(let start, let past):
      begin(start)
      use(past)
    case .pauseChanged(let isPaused): handle(.run(.pauseChanged(isPaused: isPaused)))
    case .speedChanged(let speed): handle(.run(.speedChanged(speed)))
    case .halted(let halt):
      self.halt = halt
      handle(.problemShown("The run has stalled: \(halt.reason). \(halt.advice)"))
    case .seekStarted(let target): handle(.run(.seekStarted(to: target)))
    case .seekEnded(let arrival): handle(.run(.seekEnded(arrival)))
    case .restored(let restored, let isPast):
      handle(.run(.restored(restored, isPast: isPast)))
    case .atHead: handle(.run(.atHead))
    case .repeating(let share): handle(.run(.repeating(share: share)))
    case .branched(let past, _, let change): branch(past, .branched(change))
    case .entered(let past, let newest, let timeline, let change):
      branch(past, .entered(newest, timeline, change))
    case .timelineRead(let timeline): handle(.run(.timelineRead(timeline)))
    case .refused(let message): handle(.run(.refused(message: message)))
    case .statusChanged(let status):
      self.status = status
      handle(.run(.sourceChanged(status)))
    case .noticed(let text): handle(.noticeShown(text))
    case .failed(let message): handle(.problemShown(message))
    }
  }

  /// Passes an input to the dashboard; updates of a source lead to no commands.
  private mutating func handle(_ input: DashboardInput) { _ = dashboard.handle(input) }

  /// Applies thresholds of the lints that the dashboard uses already.
  func noteThresholds() {
    if let past { dashboard.noteThresholds(in: past) }
  }

  private mutating func use(_ past: RunPast?) {
    self.past = past
    if let past { dashboard.keepCopy(in: past) }
  }

  /// Shows another future, whose log does not exist yet.
  private mutating func branch(_ past: RunPast, _ report: RunReport) {
    halt = nil
    handle(.run(report))
    use(past)
    recorder?.branch(model)
    if dashboard.hasLog { handle(.run(.recordingStopped)) }
  }

  /// The first run is the one the recorder was created for; every other one ends a recording.
  private mutating func begin(_ start: RunStart) {
    if model.analysis.eventCount > 0 || start != model.start {
      halt = nil
      if let specification = start.specification { recorder?.begin(specification) }
      if dashboard.hasLog { handle(.run(.recordingStopped)) }
    }
    handle(.runStarted(start))
  }
}
