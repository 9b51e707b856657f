import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents

/// The dashboard over a live run: folds the run's news, and gives the recorder what to write.
///
/// The run's model lives in the dashboard, on the loop of the screen, whose histories look at it
/// after each event. The recorder folds nothing: it receives each batch with what follows from it.
struct LiveDashboard {
  var dashboard: Dashboard
  /// Why the run was given up, if it was; only the engine knows, since nothing happened in the run.
  private(set) var halt: SimulationHalt?
  private let recorder: Recorder

  init(_ dashboard: Dashboard, _ recorder: Recorder) {
    (self.dashboard, self.recorder) = (dashboard, recorder)
  }

  /// The run that goes on.
  var model: RunModel { dashboard.model }

  /// Takes in a piece of news for which a place was taken at the recorder's turnstile.
  mutating func take(_ news: LiveRunner.News) {
    if case .batchArrived(let batch) = news {
      if batch.state != .stalled { halt = nil }
      return recorder.write(dashboard.fold(batch))
    }
    recorder.turnstile.leave()
    switch news {
    case .batchArrived: break
    case .runStarted(let specification): begin(specification)
    case .pauseChanged(let isPaused): tell(.pauseChanged(isPaused: isPaused))
    case .speedChanged(let speed): tell(.speedChanged(speed))
    case .halted(let halt):
      self.halt = halt
      tell(.problemShown("The run has stalled: \(halt.reason). \(halt.advice)"))
    case .arrived(let arrival): tell(.arrived(arrival))
    case .refused(let message): tell(.runRefused(message: message))
    }
  }

  /// What is told by news makes no commands.
  private mutating func tell(_ input: DashboardInput) { _ = dashboard.handle(input) }

  /// The first run is the one that the recorder was made for; each other one ends a recording.
  private mutating func begin(_ specification: RunSpecification) {
    if model.analysis.eventCount > 0 || RunStart(specification) != model.start {
      halt = nil
      recorder.begin(specification)
      if dashboard.hasLog { tell(.recordingStopped) }
    }
    tell(.runStarted(RunStart(specification)))
  }
}
