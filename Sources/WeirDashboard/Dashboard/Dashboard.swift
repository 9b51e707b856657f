public import WeirAnalysis
public import WeirEvents
public import WeirScreen

/// The state of the dashboard: a run, the panels, the page over them, and the notice that is shown.
///
/// It reads no clock, no file and no terminal: what it knows comes from inputs, and what it wants
/// done it returns as commands. The state and behaviour of a panel, of a page, of the line at the
/// bottom and of the run are in types of their own, which return effects; this type connects them.
public struct Dashboard: Sendable {
  var run: ShownRun
  var options: ProgramOptions
  var theme: ThemeChoice
  var panels: PanelSet
  var places: PanelPlaces
  var axes = TimeAxes()
  /// The page that lies over the panels.
  var overlay: (any OverlayFeature)?
  /// The run beside the shown one.
  var comparison: ComparedRuns?
  /// The log that was asked for beside the shown run and is not open yet.
  var awaitedLog: ComparisonRequest?
  /// Whether that will be A, and the shown run B.
  var beginsSwapped = false
  /// The line at the bottom, while something is typed there.
  var promptLine: PromptLine
  var notice: Notice?
  /// Short runs of other scenarios, by name, for the pictures in the list.
  var previews: [String: RunHistory] = [:]
  /// What the watched program has printed; `nil` if it was not started here.
  var output: ProgramOutput?
  var wallRate = WallRate()
  private(set) var beat = Beat()
  /// What the source of the run was asked to look for.
  private var interest = EventInterest.none
  /// Whether this is drawn for a file, where rates of wall time mean nothing.
  var isStill = false

  /// Creates a dashboard over a run.
  ///
  /// - Parameters:
  ///   - description: The scenario; if it is `nil`, the one that the options have for the run, or
  ///     else an unknown one.
  ///   - source: Where the events come from.
  public init(
    description: ScenarioDescription? = nil, start: RunStart, source: SourceStatus = .simulation,
    theme: Theme, options: ProgramOptions = ProgramOptions()
  ) {
    let description =
      description ?? options.scenarios.first { $0.isOf(start) } ?? .unknown(start)
    self.theme = ThemeChoice(theme)
    self.options = options
    run = ShownRun(
      start, of: description, from: source, thresholds: options.settings.thresholds)
    panels = PanelSet(options.settings)
    places = PanelPlaces(options.settings)
    promptLine = PromptLine(CommandHistory(options.history))
    places.focus = places.home(of: run)
    output = source.outputPath.map { ProgramOutput(path: $0) }
  }

  /// Handles one input, and returns the commands that come of it.
  public mutating func handle(_ input: DashboardInput) -> [Command] {
    let commands = respond(to: input)
    let interest = EventInterest(filter: run.history.tail.filter.text, task: overlay?.task)
    guard interest != self.interest else { return commands }
    self.interest = interest
    return commands + [.lookFor(interest)]
  }

  private mutating func respond(to input: DashboardInput) -> [Command] {
    if input.showsAtOnce || (input.isOutput && overlay is OutputPage) { beat.skipAhead() }
    switch input {
    case .terminal(let input): return take(input)
    case .batchArrived(let batch): fold(batch)
    case .runStarted(let start): return apply(run.started(start, among: options.scenarios))
    case .run(let report): return apply(run.take(report))
    case .frameDue(let seconds): passFrame(seconds)
    case .compared(let report): return take(report)
    case .frameSkipped: wallRate.frameSkipped()
    case .themeChanged(let theme): return apply(self.theme.change(to: theme, options.settings))
    case .scenarioPreviewed(let name, let batch):
      let scenario = options.scenarios.first { $0.name == name }
      previews[name] = RunHistory(of: batch, in: scenario)
    case .outputPrinted(let bytes): output?.append(bytes)
    case .outputSkipped(let count): output?.skip(count)
    case .noticeShown(let text): show(Notice(text: text))
    case .problemShown(let message): show(Notice(text: message, isProblem: true))
    }
    return []
  }
}

// MARK: For the program

extension Dashboard {
  /// The scenario that runs, or that was requested.
  public var description: ScenarioDescription { run.description }

  /// The run that produces events: the one that is shown, unless that has not begun yet.
  public var model: RunModel { run.model }

  /// Keeps a copy of the newest state in the run's past if that wants one.
  public func keepCopy(in past: RunPast) { run.keepCopy(in: past) }

  /// Keeps a copy of the run beside the shown one in its past if that wants one.
  public func keepComparedCopy(in past: RunPast) { comparison?.other.keepCopy(in: past) }

  /// Notes in the run's past that the lints use their present thresholds from now on.
  public func noteThresholds(in past: RunPast) { run.noteThresholds(in: past) }

  /// Notes the same in the past of the run beside the shown one.
  public func noteComparedThresholds(in past: RunPast) {
    comparison?.other.noteThresholds(in: past)
  }

  /// The newest place of the run.
  public var newest: RunPosition { run.newest }

  /// Whether a log of the run is being written, as far as the dashboard knows.
  public var hasLog: Bool { run.recording.path != nil }

  /// Whether virtual time advances, so that each frame may differ from the last one.
  public var isMoving: Bool { run.isMoving }

  /// Whether virtual time advances as the user lets it, so that what changes may wait for the beat.
  /// Two runs side by side are drawn whenever both have come to one instant.
  var isInMotion: Bool {
    isMoving && run.seek == nil && run.repeatedShare == nil && comparison == nil
  }

  /// Whether the time that passes between two frames changes nothing on the screen.
  public var isSettled: Bool { !isMoving && wallRate.isStill && notice == nil }

  /// The instant that is shown, at which the run beside the shown one has to be.
  public var instant: VirtualInstant { run.instant }

  /// The newest state of the run beside the shown one, as `model` is that of the shown one; `nil`
  /// if there is none.
  public var comparedModel: RunModel? { comparison?.other.model }

  /// The findings that were cleared in the shown run, one for each kind.
  public var clearedFindings: [Finding] { run.history.clearedFindings }

  /// The findings that were cleared in the run beside the shown one.
  public var comparedClearedFindings: [Finding] { comparison?.other.history.clearedFindings ?? [] }

  /// What is known about the source of the run beside the shown one; `nil` if there is none.
  public var comparedSource: SourceStatus? { comparison?.other.source }

  /// Where the two runs part; `nil` as long as that is unknown.
  public var parting: RunParting? { comparison?.parting }

  /// Whether nothing can tell where they part.
  public var isPartingUnknown: Bool { comparison?.isPartingUnknown == true }

  /// Whether another run is shown beside this one, or will be.
  public var isComparing: Bool { comparison != nil || awaitedLog != nil }

  /// Folds a batch of events, as `.batchArrived` does, and returns what follows from them, for a
  /// log of the run.
  @discardableResult
  public mutating func fold(_ batch: EventBatch) -> FoldedBatch {
    let before = run.history.tailCount
    let (folded, notices) = run.fold(batch)
    if !folded.newInputs.isEmpty { beat.skipAhead() }
    guard run.pending == nil, !run.isInPast else { return folded }
    wallRate.count(batch.events.count)
    if panels.events.isHeld {
      let (box, scene) = screen.place(of: .events)
      panels.events.hold(run.history.tailCount - before, in: box, scene)
    }
    for notice in notices { show(notice) }
    places.noteUse(by: run.history)
    return folded
  }
}

// MARK: What changes with time

extension Dashboard {
  /// Switches panels and keys to a run that begins.
  mutating func showBeginning(ofOtherScenario isOther: Bool) -> [Command] {
    if isOther {
      places.switchScenario(to: run)
      panels.knobs = KnobsPanel()
      promptLine.close()
    }
    if places.focus == .knobs { places.focus = places.home(of: run) }
    notifyPanels(.runBegan(isSeekingBack: false))
    panels.knobs.select(panels.knobs.selected, of: turnedRun.knobs)
    if overlay?.task != nil { overlay = nil }
    if notice?.topic != nil { notice = nil }
    return isOther ? endComparison() : []
  }

  /// Switches panels to another place of the run.
  mutating func showMove() {
    // The command on it leads to another place.
    if overlay is CommandPage { overlay = nil }
    places.showUse(by: run.history)
    notifyPanels(.runBegan(isSeekingBack: true))
    panels.knobs.select(panels.knobs.selected, of: turnedRun.knobs)
    run.watch(overlay?.task)
  }

  private mutating func passFrame(_ seconds: Double) {
    wallRate.frameDrawn(after: seconds)
    run.frameDrawn(after: seconds)
    guard let passed = beat.passFrame(after: seconds, isMoving: isInMotion) else { return }
    update(after: passed)
    notice?.secondsLeft -= passed
    if let notice, notice.secondsLeft <= 0 { self.notice = nil }
  }

  /// Updates what depends on an input of the user.
  mutating func settle() {
    run.watch(overlay?.task)
    update(after: nil)
  }

  private mutating func update(after seconds: Double?) {
    comparison?.update(after: seconds, run)
    notifyPanels(.updated(after: seconds))
    places.noteNeeds(of: panels, PanelScene(self), promptLine.prompt)
  }

  mutating func notifyPanels(_ input: PanelInput) {
    panels.notify(input, PanelScene(self), places, promptLine.prompt)
  }

  mutating func show(_ notice: Notice) {
    self.notice = notice.staying(atLeast: options.settings.noticeTime.seconds)
  }
}
