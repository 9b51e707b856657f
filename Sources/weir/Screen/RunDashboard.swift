import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents

extension SimulationHalt {
  /// Two sentences: what is wrong, and what to do.
  var message: String { "The run has stalled: \(reason). \(advice)" }
}

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
  private let recorder: (any RunRecorder)?
  /// The past of the run that gets copies of its history; `nil` for a log.
  private var past: RunPast?

  init(_ dashboard: Dashboard, _ status: SourceStatus, _ recorder: (any RunRecorder)?) {
    (self.dashboard, self.status) = (dashboard, status)
    self.recorder = status.capabilities.records ? recorder : nil
    turnstile = self.recorder?.turnstile ?? Turnstile(limit: Recorder.batchesInProgress)
  }

  /// The model of the current run.
  var model: RunModel { dashboard.model }

  /// Handles an update that has entered the turnstile, and returns what the dashboard wants done.
  @discardableResult
  mutating func take(_ update: SourceUpdate) -> [Command] {
    if case .batchArrived(let batch) = update {
      if batch.state != .stalled { halt = nil }
      let folded = dashboard.fold(batch)
      if let past { dashboard.keepCopy(in: past) }
      if let recorder { recorder.write(folded) } else { turnstile.leave() }
      return []
    }
    turnstile.leave()
    switch update {
    case .batchArrived: return []
    case .runStarted(let start, let past):
      let commands = begin(start)
      use(past)
      return commands
    case .pauseChanged(let isPaused): return handle(.run(.pauseChanged(isPaused: isPaused)))
    case .speedChanged(let speed): return handle(.run(.speedChanged(speed)))
    case .halted(let halt):
      self.halt = halt
      return handle(.problemShown(halt.message))
    case .seekStarted(let target): return handle(.run(.seekStarted(to: target)))
    case .seekEnded(let arrival): return handle(.run(.seekEnded(arrival)))
    case .restored(let restored, let isPast):
      return handle(.run(.restored(restored, isPast: isPast)))
    case .timePassed(let instant): return handle(.run(.timePassed(to: instant)))
    case .found(let found): return handle(.run(.found(found)))
    case .atHead: return handle(.run(.atHead))
    case .repeating(let share): return handle(.run(.repeating(share: share)))
    case .branched(let past, _, let change): return branch(past, .branched(change))
    case .entered(let past, let newest, let timeline, let change):
      return branch(past, .entered(newest, timeline, change))
    case .timelineRead(let timeline): return handle(.run(.timelineRead(timeline)))
    case .refused(let message): return handle(.run(.refused(message: message)))
    case .statusChanged(let status):
      self.status = status
      return handle(.run(.sourceChanged(status)))
    case .noticed(let text): return handle(.noticeShown(text))
    case .failed(let message): return handle(.problemShown(message))
    }
  }

  private mutating func handle(_ input: DashboardInput) -> [Command] { dashboard.handle(input) }

  /// Applies thresholds of the lints that the dashboard uses already.
  func noteThresholds() {
    if let past { dashboard.noteThresholds(in: past) }
  }

  private mutating func use(_ past: RunPast?) {
    self.past = past
    if let past { dashboard.keepCopy(in: past) }
  }

  /// Shows another future, whose log does not exist yet.
  private mutating func branch(_ past: RunPast, _ report: RunReport) -> [Command] {
    halt = nil
    var commands = handle(.run(report))
    use(past)
    // They may have changed while the past was still the former one.
    noteThresholds()
    recorder?.branch(model)
    if dashboard.hasLog { commands += handle(.run(.recordingStopped)) }
    return commands
  }

  /// The first run is the one the recorder was created for; every other one ends a recording.
  private mutating func begin(_ start: RunStart) -> [Command] {
    if model.analysis.eventCount > 0 || start != model.start {
      halt = nil
      if let specification = start.specification { recorder?.begin(specification) }
      if dashboard.hasLog { _ = handle(.run(.recordingStopped)) }
    }
    return handle(.runStarted(start))
  }
}
