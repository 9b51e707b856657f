import AsyncAlgorithms
import WeirDashboard
import WeirSession
import WeirTerminal
import WeirTrace

/// The dashboard over a live run: tells the dashboard what happens, does what it commands, and shows what it draws.
struct DashboardSession {
  /// What can happen, from wherever it comes.
  private enum Happening: Sendable {
    case terminal(TerminalInput)
    case news(LiveRunner.News)
    case previewed(ScenarioPreviews.Moment)
    case frameDue
  }

  private var dashboard: Dashboard
  private let screen: TerminalScreen
  private let runner: LiveRunner
  private var recorder: Recorder
  private let themes: ThemeLibrary
  private var history: HistoryFile
  private let configuration: ConfigurationFile
  private let folders: UserFolders
  private let previews = ScenarioPreviews()
  private let clock = ContinuousClock()
  private var lastFrame: ContinuousClock.Instant
  private var lastFlush: ContinuousClock.Instant
  private var isLeaving = false
  /// Why a recording was given up.
  private(set) var failure: SessionError?

  init(
    _ dashboard: Dashboard, screen: TerminalScreen, runner: LiveRunner, recorder: Recorder,
    person: Configuration, history: HistoryFile
  ) {
    self.dashboard = dashboard
    self.screen = screen
    self.runner = runner
    self.recorder = recorder
    self.history = history
    (themes, configuration, folders) = (person.themes, person.file, person.folders)
    lastFrame = clock.now
    lastFlush = lastFrame
  }

  /// What is printed when the screen is gone.
  var summary: String {
    SummaryText(
      recorder.start, recorder.book, log: recorder.path ?? recorder.lastPath, subcommand: "run"
    ).text
  }

  /// Shows the run until a person or a signal ends it.
  mutating func run(framesPerSecond: Int) async {
    tell(.terminal(.resized(screen.size)))
    if let path = recorder.path { tell(.recordingStarted(path: path)) }
    let frames = AsyncTimerSequence(interval: .seconds(1) / framesPerSecond, clock: clock)
    let happenings = merge(
      screen.inputs.map { Happening.terminal($0) }, runner.news.map { Happening.news($0) },
      merge(
        frames.map { _ in Happening.frameDue }, previews.moments.map { Happening.previewed($0) }))
    for await happening in happenings {
      await take(happening)
      if isLeaving { break }
    }
    runner.stop()
    attempt { recorder throws(SessionError) in try recorder.stop() }
  }

  private mutating func take(_ happening: Happening) async {
    switch happening {
    case .terminal(.endRequested):
      isLeaving = true
    case .terminal(let input):
      tell(.terminal(input))
      // A key is answered at once, without waiting for the next frame.
      await showFrame()
    case .news(let news):
      take(news)
    case .previewed(let moment):
      tell(.scenarioPreviewed(name: moment.scenario, moment.batch))
    case .frameDue:
      await passFrame()
    }
  }

  private mutating func take(_ news: LiveRunner.News) {
    switch news {
    case .runStarted(let specification):
      attempt { recorder throws(SessionError) in try recorder.begin(specification) }
      if recorder.path == nil { tell(.recordingStopped) }
      tell(.runStarted(specification))
    case .batchArrived(let batch):
      attempt { recorder throws(SessionError) in try recorder.fold(batch) }
      tell(.batchArrived(batch))
    case .pauseChanged(let isPaused): tell(.pauseChanged(isPaused: isPaused))
    case .speedChanged(let speed): tell(.speedChanged(speed))
    case .arrived(let arrival): tell(.arrived(arrival))
    }
  }

  private mutating func passFrame() async {
    let now = clock.now
    tell(.frameDue(secondsPassed: lastFrame.duration(to: now).seconds))
    lastFrame = now
    if lastFlush.duration(to: now) >= .seconds(1) {
      lastFlush = now
      attempt { recorder throws(SessionError) in try recorder.flush() }
    }
    await showFrame()
  }

  private func showFrame() async {
    var frame = Frame(size: screen.size)
    dashboard.draw(in: &frame)
    await screen.present(frame)
  }

  private mutating func tell(_ input: DashboardInput) {
    for command in dashboard.handle(input) { carryOut(command) }
  }

  private mutating func carryOut(_ command: Command) {
    switch command {
    case .quit: isLeaving = true
    case .pause: runner.order(.pause)
    case .resume: runner.order(.resume)
    case .step: runner.order(.step)
    case .setSpeed(let speed): runner.order(.setSpeed(speed))
    case .send(let input): runner.order(.send(input))
    case .restart(var specification, let newSeed):
      if newSeed { specification.seed = UInt64.random(in: 1...999_999) }
      runner.order(.restart(specification))
    case .startRecording(let path): record(path)
    case .stopRecording:
      attempt { recorder throws(SessionError) in try recorder.stop() }
      tell(.recordingStopped)
    case .goTo(let instant): runner.order(.goTo(instant))
    case .stepBack(let instant): runner.order(.stepBack(from: instant))
    case .export(let form, let path): export(form, path)
    case .keep(let line): history.append(line)
    case .preview(let scenario): previews.prepare(scenario)
    case .selectTheme(let name): selectTheme(name)
    case .useSettings(let settings): use(settings)
    case .keepSetting(let change): keep(change)
    }
  }

  private mutating func record(_ path: String?) {
    do {
      tell(.recordingStarted(path: try recorder.record(path)))
    } catch {
      tell(.recordingFailed(message: "\(error)"))
    }
  }

  /// Writes the screen as it stands; the line in which that was asked for is gone already.
  private mutating func export(_ form: ScreenForm, _ path: String) {
    do {
      try ScreenFile(path: path).write(dashboard.picture(of: screen.size), form)
      tell(.noticeShown("The screen is in \(path)."))
    } catch {
      tell(.problemShown("\(error)"))
    }
  }

  private mutating func selectTheme(_ name: String) {
    do {
      tell(.themeChanged(try themes.theme(named: name)))
    } catch {
      tell(.problemShown(error.description.shortened()))
    }
  }

  private mutating func use(_ settings: Settings) {
    recorder.use(settings.thresholds)
    recorder.folder = folders.folder(settings.recordings)
  }

  /// Keeps a setting; where that fails it holds for the session, and the screen says why.
  private mutating func keep(_ change: SettingsChange) {
    do {
      try configuration.keep(change)
    } catch {
      tell(.problemShown(error.description))
    }
  }

  /// Does something to the recording; when that fails, the screen says so and the run goes on.
  private mutating func attempt(_ action: (inout Recorder) throws(SessionError) -> Void) {
    do {
      try action(&recorder)
    } catch {
      failure = error
      tell(.recordingFailed(message: error.description))
    }
  }
}
