public import WeirAnalysis
public import WeirEvents
public import WeirScreen

/// The state of the dashboard: a run, the panels, the page over them, and the notice that is shown.
///
/// It reads no clock, no file and no terminal: what it knows comes from inputs, and what it wants
/// done it returns as commands. The state and behaviour of a panel, of a page and of the run are in
/// types of their own; this type connects them.
public struct Dashboard: Sendable {
  var run: ShownRun
  var options: ProgramOptions
  var theme: ThemeChoice
  var panels: PanelSet
  var places: PanelPlaces
  var axes = TimeAxes()
  /// The page that lies over the panels.
  var overlay: (any OverlayFeature)?
  /// The line that is being typed.
  var prompt: Prompt?
  var notice: Notice?
  /// The commands that were typed.
  var history: CommandHistory
  /// The run of another scenario that was requested and has not begun.
  var pendingRun: PendingRun?
  /// Short runs of other scenarios, by name, for the pictures in the list.
  var previews: [String: RunHistory] = [:]
  var wallRate = WallRate()
  /// Whether this is drawn for a file, where rates of wall time mean nothing.
  var isStill = false

  /// Creates a dashboard over a simulation of a known scenario.
  public init(
    description: ScenarioDescription, specification: RunSpecification, theme: Theme,
    options: ProgramOptions = ProgramOptions()
  ) {
    self.init(
      description: description, start: RunStart(specification), theme: theme, options: options)
  }

  /// Creates a dashboard over a run of a known scenario.
  ///
  /// - Parameter source: Where the events come from.
  public init(
    description: ScenarioDescription, start: RunStart, source: SourceStatus = .simulation,
    theme: Theme, options: ProgramOptions = ProgramOptions()
  ) {
    self.theme = ThemeChoice(theme)
    self.options = options
    run = ShownRun(
      start, of: description, from: source, thresholds: options.settings.thresholds)
    panels = PanelSet(options.settings)
    places = PanelPlaces(options.settings.layout)
    history = CommandHistory(options.history)
    places.focus = places.home(of: run)
  }

  /// Creates a dashboard over a run of any source. Its scenario may be one that the options don't
  /// have.
  public init(
    start: RunStart, source: SourceStatus, theme: Theme,
    options: ProgramOptions = ProgramOptions()
  ) {
    let description = options.scenarios.first { $0.isOf(start) } ?? .unknown(start)
    self.init(
      description: description, start: start, source: source, theme: theme, options: options)
  }

  /// Handles one input, and returns the commands that come of it.
  public mutating func handle(_ input: DashboardInput) -> [Command] {
    switch input {
    case .terminal(let input): return take(input)
    case .batchArrived(let batch): fold(batch)
    case .runStarted(let start): runStarted(start)
    case .sourceChanged(let source):
      run.sourceChanged(source)
      if run.knobs.isLocked { panels.knobs.stopTyping() }
    case .pauseChanged(let isPaused):
      run.playback.isPaused = isPaused
      if !isPaused, notice?.isAboutInstant == true { notice = nil }
    case .speedChanged(let speed): run.playback.speed = speed
    case .runRefused(let message):
      pendingRun = nil
      show(Notice(text: message, isProblem: true))
    case .recordingCaughtUp(let share): run.recording.catchUpShare = share
    case .recordingGivenUp(let path): return apply(run.recordingGivenUp(path))
    case .recordingStarted(let path): return apply(run.recordingStarted(path))
    case .recordingStopped: return apply(run.recordingStopped())
    case .recordingFailed(let message): return apply(run.recordingFailed(message))
    case .problemShown(let message): show(Notice(text: message, isProblem: true))
    case .frameDue(let seconds): passFrame(seconds)
    case .frameSkipped: wallRate.frameSkipped()
    case .themeChanged(let theme): return change(to: theme)
    case .scenarioPreviewed(let name, let batch):
      let scenario = options.scenarios.first { $0.name == name }
      previews[name] = RunHistory(of: batch, in: scenario)
    case .noticeShown(let text): show(Notice(text: text))
    case .seekStarted(let target): run.seek = Seek(from: run.now, to: target)
    case .seekEnded(let arrival): return apply(run.seekEnded(arrival))
    }
    return []
  }
}

// MARK: For the program

extension Dashboard {
  /// The scenario that runs, or that was requested.
  public var description: ScenarioDescription { run.description }

  /// The run that produces events: the one that is shown, unless that has not begun yet.
  public var model: RunModel { pendingRun?.former ?? run.history.model }

  /// Whether a log of the run is being written, as far as the dashboard knows.
  public var hasLog: Bool { run.recording.path != nil }

  /// Whether virtual time advances, so that each frame may differ from the last one.
  public var isMoving: Bool { run.isMoving }

  /// Whether the time that passes between two frames changes nothing on the screen.
  public var isSettled: Bool { !isMoving && wallRate.isStill && notice == nil }
}

// MARK: The run

extension Dashboard {
  /// Folds a batch of events, as `.batchArrived` does, and returns what follows from them, for a
  /// log of the run.
  @discardableResult
  public mutating func fold(_ batch: EventBatch) -> FoldedBatch {
    if let folded = pendingRun?.former.fold(batch) { return folded }
    let before = run.history.tailCount
    let (folded, notices) = run.fold(batch)
    wallRate.count(batch.events.count)
    holdEvents(run.history.tailCount - before)
    for notice in notices { show(notice) }
    places.noteUse(by: run.history)
    return folded
  }

  private mutating func holdEvents(_ count: Int) {
    guard panels.events.isHeld, count > 0 else { return }
    panels.events.hold(count, in: box(of: .events), scene(of: .events))
  }

  /// Shows a run that began. While another scenario is awaited, other runs are not shown.
  private mutating func runStarted(_ start: RunStart) {
    if let awaited = pendingRun, awaited.scenario != start.scenario {
      let scenario = options.scenarios.first { $0.name == start.scenario }
      pendingRun?.former = RunModel(
        of: start, in: scenario, thresholds: options.settings.thresholds)
      return
    }
    pendingRun = nil
    run.recording.catchUpShare = nil
    if !run.description.isOf(start) {
      switchScenario(to: options.scenarios.first { $0.isOf(start) } ?? .unknown(start))
    }
    begin(start)
  }

  /// Switches to a scenario at once, so that keys pressed before it begins already apply to it.
  mutating func begin(_ scenario: ScenarioDescription) -> [Command] {
    let next = scenario.specification(seed: run.start.seed ?? 0)
    pendingRun = PendingRun(scenario: scenario.name, former: model)
    switchScenario(to: scenario)
    begin(RunStart(next))
    return [.restart(next, newSeed: false)]
  }

  /// Switches knobs, keys and panels to another scenario.
  private mutating func switchScenario(to scenario: ScenarioDescription) {
    guard scenario != run.description else { return }
    run.switchScenario(to: scenario)
    places.switchScenario(to: run)
    panels.knobs = KnobsPanel()
    prompt = nil
  }

  private mutating func begin(_ start: RunStart) {
    run.begin(start)
    if places.focus == .knobs { places.focus = places.home(of: run) }
    let isSeekingBack = run.seek != nil
    notifyPanels(.runBegan(isSeekingBack: isSeekingBack))
    panels.knobs.select(panels.knobs.selected, of: run.knobs)
    if !isSeekingBack, overlay?.task != nil { overlay = nil }
    if notice?.isAboutRun == true { notice = nil }
  }
}

// MARK: Frames, themes, settings

extension Dashboard {
  private mutating func passFrame(_ seconds: Double) {
    wallRate.frameDrawn(after: seconds)
    run.frameDrawn(after: seconds)
    notifyPanels(.updated(after: seconds))
    noteNeeds(after: seconds)
    guard var notice else { return }
    notice.secondsLeft -= max(seconds, 0)
    self.notice = notice.secondsLeft > 0 ? notice : nil
  }

  /// Updates what depends on an input.
  mutating func settle() {
    notifyPanels(.updated(after: nil))
    run.watch(overlay?.task)
    noteNeeds(after: 0)
  }

  /// Passes an input to all panels, and ignores their effects.
  mutating func notifyPanels(_ input: PanelInput) {
    let layout = places.layout(of: run)
    var scene = scene
    for panel in Panel.allCases {
      turn(&scene, to: panel)
      _ = panels.handle(input, in: panel, layout.box(of: panel)?.inner, scene)
    }
  }

  /// Notes how many rows the panels could fill, for the next layout.
  private mutating func noteNeeds(after seconds: Double) {
    guard run.analysis.eventCount > 0 else { return }
    var scene = scene
    for panel in Panel.allCases {
      turn(&scene, to: panel)
      guard let rows = panels[panel].neededRows(scene) else { continue }
      places.note(rows, for: panel, after: seconds)
    }
    places.noteWarnings(of: run, after: seconds)
  }

  /// Shows a theme that was loaded, and keeps it as a setting if it was chosen in the options.
  private mutating func change(to theme: Theme) -> [Command] {
    let isKept = self.theme.change(to: theme)
    show(Notice(text: "The theme is \(theme.scheme.title)."))
    guard isKept, let setting = Setting.find(SettingPath(name: Setting.themeName)) else {
      return []
    }
    var settings = options.settings
    settings.theme = theme.name
    return adopt(settings) + [.keepSetting(setting.change(in: settings))]
  }

  /// Applies settings, and asks the program to apply the ones that are not the dashboard's.
  mutating func adopt(_ settings: Settings) -> [Command] {
    let former = options.settings
    options.settings = settings
    if settings.tasksView != former.tasksView {
      panels.tasks.show(settings.tasksView, in: box(of: .tasks), scene(of: .tasks))
    }
    if settings.layout != former.layout { use(settings.layout) }
    if settings.thresholds != former.thresholds { run.use(settings.thresholds) }
    return [.useSettings(settings)]
  }

  mutating func show(_ notice: Notice) {
    var notice = notice
    notice.secondsLeft = max(notice.leastSeconds, options.settings.noticeTime.seconds)
    self.notice = notice
  }
}
