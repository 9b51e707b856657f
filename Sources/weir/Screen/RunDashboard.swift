import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents

/// The dashboard over a run: folds the news of its source, and gives the recorder what to write.
///
/// The run's model lives in the dashboard, on the loop of the screen, whose histories look at it
/// after each event. The recorder folds nothing: it receives each batch with what follows from it.
struct RunDashboard {
  var dashboard: Dashboard
  /// What is known of the source.
  private(set) var status: SourceStatus
  /// Why the run was given up, if it was; only the engine knows, since nothing happened in the run.
  private(set) var halt: SimulationHalt?
  /// News has to enter before it is taken in; a batch leaves when it is written.
  let turnstile: Turnstile
  /// Nil if the source can't be recorded.
  private let recorder: Recorder?

  init(_ dashboard: Dashboard, _ status: SourceStatus, _ recorder: Recorder?) {
    (self.dashboard, self.status) = (dashboard, status)
    self.recorder = status.capabilities.records ? recorder : nil
    turnstile = self.recorder?.turnstile ?? Turnstile(limit: Recorder.batchesUnderWay)
  }

  /// The run that goes on.
  var model: RunModel { dashboard.model }

  /// Takes in a piece of news for which a place was taken at the turnstile.
  mutating func take(_ news: SourceNews) {
    if case .batchArrived(let batch) = news {
      if batch.state != .stalled { halt = nil }
      let folded = dashboard.fold(batch)
      guard let recorder else { return turnstile.leave() }
      return recorder.write(folded)
    }
    turnstile.leave()
    switch news {
    case .batchArrived: break
    case .runStarted(let start): begin(start)
    case .pauseChanged(let isPaused): tell(.pauseChanged(isPaused: isPaused))
    case .speedChanged(let speed): tell(.speedChanged(speed))
    case .halted(let halt):
      self.halt = halt
      tell(.problemShown("The run has stalled: \(halt.reason). \(halt.advice)"))
    case .departed(let target): tell(.departed(to: target))
    case .arrived(let arrival): tell(.arrived(arrival))
    case .refused(let message): tell(.runRefused(message: message))
    case .statusChanged(let status):
      self.status = status
      tell(.sourceChanged(status))
    case .noticed(let text): tell(.noticeShown(text))
    case .failed(let message): tell(.problemShown(message))
    }
  }

  /// What is told by news makes no commands.
  private mutating func tell(_ input: DashboardInput) { _ = dashboard.handle(input) }

  /// The first run is the one that the recorder was made for; each other one ends a recording.
  private mutating func begin(_ start: RunStart) {
    if model.analysis.eventCount > 0 || start != model.start {
      halt = nil
      if let specification = start.specification { recorder?.begin(specification) }
      if dashboard.hasLog { tell(.recordingStopped) }
    }
    tell(.runStarted(start))
  }
}
