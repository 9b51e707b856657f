import WeirDashboard
import WeirEvents
import WeirScreen
import WeirTerminal

/// The loop of the dashboard: passes inputs to the dashboard, carries out its commands, and shows
/// what it draws.
struct DashboardSession {
  /// The run so far.
  private(set) var run: RunDashboard
  private let screen: TerminalScreen
  private let source: any RunSource
  /// The recorder; `nil` if the source can't be recorded.
  private let recorder: (any RunRecorder)?
  private let executor = LoopExecutor()
  private let sessionInputs: SessionInputs
  private let fileJobs = FileJobs()
  private let themes: ThemeLibrary
  private let configurationFile: ConfigurationFile
  private let folders: UserFolders
  /// The user's settings as they apply outside the dashboard; command-line options may override one
  /// until it changes.
  private var settings: Settings
  private let previews = ScenarioPreviews()
  /// The run beside the shown one; `nil` if there is none.
  private var beside: BesideSession?
  /// Updates of the shown run that wait until the run beside it has come as far, so that the two
  /// are always shown at one instant.
  private var held: [SourceUpdate] = []
  /// Screens to write as soon as two runs are at one instant.
  private var heldExports: [(form: ScreenForm, path: String)] = []
  private var painter = FramePainter()
  private let timer: FrameTimer
  private let clock = ContinuousClock()
  private var lastFrame: ContinuousClock.Instant
  private var lastFlush: ContinuousClock.Instant
  private var lastChange: ContinuousClock.Instant
  /// When the screen last got a frame.
  private var lastShown: ContinuousClock.Instant
  /// Whether something has happened that the screen does not show yet.
  private var isChanged = true
  private var isLeaving = false
  private var hasAllUpdates = false

  /// The minimum time between frames drawn for keys, which may come by the thousand.
  private static let minimumFrameInterval = Duration.milliseconds(10)
  /// For this long after the last change there are still frames, at a low rate, until figures
  /// settle.
  private static let settling = Duration.seconds(2)
  private static let settlingInterval = Duration.milliseconds(250)
  /// How long a frame may wait for the run beside the shown one.
  private static let longestWaitForBeside = Duration.milliseconds(150)

  init(
    _ dashboard: Dashboard, screen: TerminalScreen, source: any RunSource,
    recorder: (any RunRecorder)?, configuration: Configuration, framesPerSecond: Int
  ) {
    run = RunDashboard(dashboard, source.status, recorder)
    self.screen = screen
    self.source = source
    self.recorder = source.capabilities.records ? recorder : nil
    (themes, configurationFile, folders) = (
      configuration.themes, configuration.file, configuration.folders
    )
    settings = configuration.settings
    sessionInputs = SessionInputs(on: executor)
    timer = FrameTimer(framesPerSecond: framesPerSecond, on: executor)
    lastFrame = clock.now
    (lastFlush, lastChange, lastShown) = (lastFrame, lastFrame, lastFrame)
  }

  /// Shows the run until the user or a signal ends it, without waiting for what remains to be
  /// written; `takeRest` has to follow.
  ///
  /// - Parameters:
  ///   - other: What is shown beside the run from the start; `nil` for nothing.
  ///   - isOtherFirst: Whether that is A.
  ///   - reports: What else is reported to the dashboard.
  mutating func show(
    beside other: ComparedWith?, isOtherFirst: Bool, _ reports: AsyncStream<DashboardInput>? = nil
  ) async {
    handle(.terminal(.resized(screen.size)))
    if let other {
      for command in run.dashboard.show(beside: other, isFirst: isOtherFirst) { perform(command) }
    }
    if let path = recorder?.firstPath { handle(.run(.recordingStarted(path: path))) }
    timer.ask()
    sessionInputs.add(screen.inputs) { .terminal($0) }
    if let reports { sessionInputs.add(reports) { .reported($0) } }
    if let recorder { sessionInputs.add(recorder.reports) { .reported($0) } }
    sessionInputs.add(timer.ticks) { .frameDue }
    sessionInputs.add(previews.moments) { .previewed($0) }
    sessionInputs.add(fileJobs.results) { .reported($0) }
    sessionInputs.add(source.updates, through: run.turnstile)
    await withTaskExecutorPreference(executor) {
      for await input in sessionInputs.all {
        take(input)
        if isLeaving { break }
      }
    }
    source.stop()
    beside?.stop()
    beside = nil
    takeHeld()
    recorder?.leave()
  }

  /// Handles the remaining updates of the run for the log and the summary. Call it after closing
  /// the screen, since it waits for the log.
  mutating func takeRest() async {
    if !hasAllUpdates {
      for await input in sessionInputs.all {
        if case .updated(let update) = input { run.take(update) }
        if case .updatesEnded = input { break }
      }
    }
    recorder?.finish()
  }

  /// Waits until the small files are written. Call it after closing the screen, so that a slow disk
  /// does not delay that.
  func finish() async { await fileJobs.finish() }

  private mutating func take(_ input: SessionInputs.Input) {
    switch input {
    case .terminal(let inputs): take(inputs)
    case .reported(let input): handle(input)
    case .previewed(let moment):
      handle(.scenarioPreviewed(name: moment.scenario, moment.batch))
    case .frameDue: passFrame()
    case .updated(let update):
      held.append(update)
      takeHeld()
    case .updatedBeside(let run, let update): take(update, of: run)
    case .searched(let run, let outcome) where run === beside?.run:
      handle(.compared(ComparedReport(outcome)))
    case .searched: break
    case .updatesEnded: hasAllUpdates = true
    }
    beside?.follow(run.dashboard)
    takeHeld()
    exportHeld()
    // The run wakes up once a frame, and this loop with it.
    if isChanged, input.isUpdate, beside?.isBehind != true, timer.takeTick() { passFrame() }
    if isChanged { timer.ask() }
  }

  /// Handles keys at once, without waiting for the next frame; for many keys, only as many frames
  /// are drawn as can be seen.
  private mutating func take(_ inputs: [TerminalInput]) {
    for input in inputs where !isLeaving {
      if case .endRequested = input { isLeaving = true }
      handle(.terminal(input))
      if lastShown.duration(to: clock.now) >= DashboardSession.minimumFrameInterval { showFrame() }
    }
  }

  private mutating func passFrame() {
    let now = clock.now
    let seconds = lastFrame.duration(to: now).seconds
    lastFrame = now
    if lastFlush.duration(to: now) >= .seconds(1) {
      lastFlush = now
      recorder?.flush()
    }
    let wasChanged = isChanged
    handle(.frameDue(secondsPassed: seconds))
    if !showFrame() { handle(.frameSkipped) }
    if wasChanged { lastChange = now }
    let isAtRest =
      run.dashboard.isSettled && lastChange.duration(to: now) >= DashboardSession.settling
    // While time advances, updates request frames.
    if !isAtRest, !run.dashboard.isMoving {
      timer.ask(notBefore: DashboardSession.settlingInterval)
    }
  }

  /// Shows the current state. Returns `false`, and drops the frame, if the terminal is still busy
  /// with earlier ones.
  @discardableResult
  private mutating func showFrame() -> Bool {
    // Two runs are drawn at one instant, unless one takes long to get there.
    if beside?.isBehind == true,
      lastShown.duration(to: clock.now) < DashboardSession.longestWaitForBeside
    {
      return true
    }
    guard screen.isReady else { return false }
    if let frame = painter.frame(of: run.dashboard, at: screen.size) {
      guard screen.offer(frame) else {
        painter.forget()
        return false
      }
    }
    lastShown = clock.now
    isChanged = false
    return true
  }

  private mutating func handle(_ input: DashboardInput) {
    isChanged = true
    for command in run.dashboard.handle(input) { perform(command) }
  }

  private mutating func perform(_ command: Command) {
    switch command {
    case .quit: isLeaving = true
    case .pause: source.perform(.pause)
    case .resume: source.perform(.resume)
    case .step: source.perform(.step)
    case .setSpeed(let speed): source.perform(.setSpeed(speed))
    case .send(let input): source.perform(.send(input))
    case .restart(var specification, let newSeed):
      if newSeed { specification.seed = UInt64.random(in: 1...999_999) }
      source.perform(.restart(specification))
    case .beginAgain: source.perform(.beginAgain)
    case .startRecording(let path): record(path)
    case .stopRecording: recorder?.stop()
    case .goTo(let target): source.perform(.goTo(target))
    case .lookFor(let interest): source.perform(.lookFor(interest))
    case .goToFuture(let number): source.perform(.goToFuture(number))
    case .compare(let other): compare(with: other)
    case .continueTime(let instant): source.perform(.continueTime(until: instant))
    case .sendToCompared(let input): beside?.run.source.perform(.send(input))
    case .stopComparing:
      beside?.stop()
      beside = nil
    case .export(let form, let path):
      heldExports.append((form, path))
      exportHeld()
    case .copy(let text): copy(text)
    case .keep(let line): keep(line)
    case .preview(let scenario): previews.prepare(scenario)
    case .selectTheme(let name): selectTheme(name)
    case .useSettings(let settings): use(settings)
    case .keepSetting(let change): keep(change)
    }
  }

  /// Shows another run beside the shown one.
  private mutating func compare(with other: ComparedWith) {
    beside?.stop()
    beside = nil
    do {
      let next = try BesideSession(
        other, run.dashboard, run.status, pastLimit: settings.pastLimit
      ) { [sessionInputs] run, outcome in
        sessionInputs.report(outcome, beside: run)
      }
      beside = next
      sessionInputs.add(next.run)
      if let log = next.run.log {
        handle(.compared(.opened(log.start, next.run.source.status)))
      }
      if !next.searches { handle(.compared(.partingUnknown)) }
    } catch {
      handle(.compared(.failed(message: "\(error)")))
    }
  }

  private mutating func take(_ update: SourceUpdate, of other: RunBeside) {
    other.turnstile.leave()
    guard other === beside?.run else { return }
    beside?.take(update)
    if let report = ComparedReport(update) { handle(.compared(report)) }
    if let past = beside?.past { run.dashboard.keepComparedCopy(in: past) }
  }

  /// Handles updates of the shown run, until the run beside it has to follow.
  private mutating func takeHeld() {
    while !held.isEmpty, beside?.isBehind != true {
      isChanged = true
      for command in run.take(held.removeFirst()) { perform(command) }
      beside?.follow(run.dashboard)
    }
  }

  private mutating func record(_ path: String?) {
    if let refusal = run.status.refusal(of: .record) {
      return handle(.run(.recordingFailed(message: refusal)))
    }
    recorder?.record(path)
  }

  private mutating func exportHeld() {
    guard beside?.isBehind != true else { return }
    for (form, path) in heldExports { export(form, path) }
    heldExports = []
  }

  /// Writes the screen as it is; the command line that requested it is already gone.
  private func export(_ form: ScreenForm, _ path: String) {
    let picture = run.dashboard.picture(of: screen.size)
    fileJobs.run {
      do throws(ScreenFile.Failure) {
        try ScreenFile(path: path).write(picture, form)
        return .noticeShown("Screen saved to \(path).")
      } catch {
        return .problemShown(error.description)
      }
    }
  }

  private mutating func copy(_ text: String) {
    switch screen.copy(text) {
    case .sent: handle(.noticeShown("Sent to the clipboard of the terminal."))
    case .hasNoClipboard: handle(.noticeShown("This terminal has no clipboard for programs."))
    case .isTooLong: handle(.noticeShown("It is too long for the clipboard of the terminal."))
    }
  }

  private func selectTheme(_ name: String) {
    fileJobs.run { [themes] in
      do throws(ThemeError) {
        return .themeChanged(try themes.theme(named: name))
      } catch {
        return .problemShown(error.description.shortened())
      }
    }
  }

  private mutating func use(_ settings: Settings) {
    let former = self.settings
    self.settings = settings
    recorder?.use(settings.thresholds)
    if settings.thresholds != former.thresholds {
      run.noteThresholds()
      source.perform(.use(settings.thresholds))
      if let past = beside?.past { run.dashboard.noteComparedThresholds(in: past) }
      beside?.run.source.perform(.use(settings.thresholds))
    }
    recorder?.use(folder: folders.folder(settings.recordings))
    if settings.framesPerSecond != former.framesPerSecond {
      timer.use(framesPerSecond: settings.framesPerSecond)
      source.perform(.setFrameRate(settings.framesPerSecond))
    }
    if settings.usesMouse != former.usesMouse {
      screen.useMouse(settings.usesMouse)
    }
  }

  /// Saves a setting; if that fails, it applies to this session, and the screen shows why.
  private func keep(_ change: SettingsChange) {
    fileJobs.run { [configurationFile] in
      do throws(ConfigurationError) {
        try configurationFile.keep(change)
        return nil
      } catch {
        return .problemShown(error.description)
      }
    }
  }

  /// Saves a typed line.
  private func keep(_ line: String) {
    fileJobs.run { [folders] in
      var history = HistoryFile(folders)
      history.append(line)
      return nil
    }
  }
}
