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
      guard let recorder else { return turnstile.leave() }
      return recorder.write(folded)
    }
    turnstile.leave()
    switch update {
    case .batchArrived: break
    case .runStarted(let start): begin(start)
    case .pauseChanged(let isPaused): handle(.run(.pauseChanged(isPaused: isPaused)))
    case .speedChanged(let speed): handle(.run(.speedChanged(speed)))
    case .halted(let halt):
      self.halt = halt
      handle(.problemShown("The run has stalled: \(halt.reason). \(halt.advice)"))
    case .seekStarted(let target): handle(.run(.seekStarted(to: target)))
    case .seekEnded(let arrival): handle(.run(.seekEnded(arrival)))
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
