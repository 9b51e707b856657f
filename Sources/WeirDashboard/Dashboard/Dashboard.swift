public import WeirAnalysis
public import WeirEvents
public import WeirScreen

/// Everything that the dashboard remembers between two frames.
///
/// It reads no clock, no file and no terminal: what it knows it was told by inputs, what it wants it says in commands.
public struct Dashboard: Sendable {
  /// The scenario that runs, or that has been asked for.
  public internal(set) var description: ScenarioDescription
  /// Where the events come from, and what can be done there.
  var source: SourceStatus {
    didSet { knobs.isLocked = !source.capabilities.takesInputs }
  }
  var options: Options
  var theme: Theme
  /// The theme that was asked for last and has not come; it may be broken, and those after it are not.
  var awaitedTheme: String?
  /// The theme that was chosen in the options last, to be kept once it has come.
  var keptTheme: String?
  var run: RunPicture
  var knobs: KnobBoard
  var view = ViewState()
  var pitfall: String? {
    didSet { knobs.pitfall = pitfall }
  }
  var isPaused = false {
    didSet { if isPaused != oldValue { speedGauge.begin() } }
  }
  var speed = 1.0 {
    didSet {
      guard speed != oldValue else { return }
      speedGauge.begin()
      pace.ask(for: speed)
    }
  }
  /// The speed that the time axes go by.
  var pace = AxisPace()
  var recordingPath: String?
  /// How much of the run, from 0 to 1, is in the file of a recording that has been asked for and
  /// has not caught up.
  var catchUpShare: Double?
  var markerCount = 0
  /// The markers of this run, in order of time.
  var markers: [Marker] = []
  /// The way to an instant that the run is on.
  var journey: Journey?
  /// The commands that were typed.
  var history = CommandHistory()
  /// The run of another scenario that has been asked for and has not begun.
  var awaitedRun: AwaitedRun?
  /// What a moment of other scenarios looks like, by name.
  var previews: [String: RunPicture] = [:]
  /// How many rows the panels can fill.
  var needs = PanelNeeds()
  /// Panels that this scenario has had something for.
  var usedPanels: Set<Panel> = []
  /// The tasks in the order in which the panel lists them.
  var taskList = TaskList()
  /// Whether this is drawn for a file, where rates of wall time say nothing.
  var isStill = false
  var wallRate = WallRate()
  var speedGauge = SpeedGauge()
  /// The latencies as they were last looked at.
  var latency: LatencyPicture?
  /// How long was waited at each gauge, where a panel over the whole screen tells it.
  var waits: [WaitPicture] = []
  /// How many seconds of wall time ago that was.
  private var latencyAge = 0.0

  public init(
    description: ScenarioDescription, specification: RunSpecification, theme: Theme,
    options: Options = Options()
  ) {
    self.init(
      description: description, start: RunStart(specification), theme: theme, options: options)
  }

  /// - Parameter source: where the events come from.
  public init(
    description: ScenarioDescription, start: RunStart, source: SourceStatus = .simulation,
    theme: Theme, options: Options = Options()
  ) {
    self.source = source
    let description = description.isOf(start) ? description : .unknown(start)
    self.description = description
    self.theme = theme
    self.options = options
    run = RunPicture(
      RunModel(of: start, in: description.known, thresholds: options.settings.thresholds))
    pitfall = start.pitfall
    knobs = KnobBoard(description, start)
    knobs.isLocked = !source.capabilities.takesInputs
    view.tasksView = .init(options.settings.tasksView)
    view.layout = options.settings.layout
    history = CommandHistory(options.history)
    view.focus = homePanel
  }

  /// The dashboard over a run of any source, of a scenario that the options have or of another one.
  public init(
    start: RunStart, source: SourceStatus, theme: Theme, options: Options = Options()
  ) {
    let description = options.scenarios.first { $0.isOf(start) } ?? .unknown(start)
    self.init(
      description: description, start: start, source: source, theme: theme, options: options)
  }

  /// Takes in one thing that happened, and answers with what is to be done about it.
  public mutating func handle(_ input: DashboardInput) -> [Command] {
    switch input {
    case .terminal(let input):
      let commands = handle(input)
      if latency?.columns != latencyColumns { lookAtLatency() }
      listTasks()
      noteNeeds(after: 0)
      return commands
    case .batchArrived(let batch): fold(batch)
    case .runStarted(let start): runStarted(start)
    case .sourceChanged(let source): sourceChanged(source)
    case .pauseChanged(let isPaused):
      self.isPaused = isPaused
      if !isPaused, view.notice?.isAboutPlace == true { view.notice = nil }
    case .speedChanged(let speed): self.speed = speed
    case .runRefused(let message):
      awaitedRun = nil
      showProblem(message)
    case .recordingCaughtUp(let share): catchUpShare = share
    case .recordingGivenUp(let path):
      catchUpShare = nil
      show("The recording\(path.map { " to \($0)" } ?? "") was given up.")
    case .recordingStarted(let path):
      catchUpShare = nil
      recordingPath = path
      show("Recording to \(path).")
    case .recordingStopped: stopRecording()
    case .recordingFailed(let message):
      if catchUpShare == nil { recordingPath = nil }
      catchUpShare = nil
      showProblem(message)
    case .problemShown(let message): showProblem(message)
    case .frameDue(let seconds): passFrame(seconds)
    case .frameSkipped: wallRate.frameSkipped()
    case .themeChanged(let theme):
      change(to: theme)
      return keepTheme()
    case .scenarioPreviewed(let name, let batch):
      let scenario = options.scenarios.first { $0.name == name }
      previews[name] = RunPicture(of: batch, in: scenario)
    case .noticeShown(let text): show(text)
    case .departed(let target): journey = Journey(from: run.analysis.now, to: target)
    case .arrived(let arrival): arrived(arrival)
    }
    return []
  }

  private mutating func change(to theme: Theme) {
    self.theme = theme
    awaitedTheme = nil
    show("The theme is \(theme.scheme.title).")
  }

  mutating func show(_ text: String, aboutRun isAboutRun: Bool = false) {
    view.notice = .init(
      text: text, secondsLeft: options.settings.noticeTime.seconds, isAboutRun: isAboutRun)
  }

  /// Tells what went wrong, for longer than what went well.
  mutating func showProblem(_ text: String) {
    let seconds = max(15, options.settings.noticeTime.seconds)
    view.notice = .init(text: text, secondsLeft: seconds, isProblem: true)
  }
}

extension Dashboard {
  /// How far to the left the end of a task goes, in columns of the lanes, before its lane goes.
  private static let endedLaneColumns = 16

  /// What was known of the run that is shown, at its start.
  var start: RunStart { run.model.start }

  /// The run that goes on: the one that is shown, unless that has been asked for and has not begun.
  public var model: RunModel { awaitedRun?.former ?? run.model }

  /// Whether a log of the run is being written, as far as the dashboard has been told.
  public var hasLog: Bool { recordingPath != nil }

  /// Takes in some events of the run, as `.batchArrived` does, and answers with what follows from
  /// them, for a log of the run.
  @discardableResult
  public mutating func fold(_ batch: EventBatch) -> FoldedBatch {
    if let folded = awaitedRun?.former.fold(batch) { return folded }
    let before = run.tailCount
    let folded = run.fold(batch)
    wallRate.count(batch.events.count)
    holdEvents(added: run.tailCount - before)
    for input in folded.newInputs { adopt(input) }
    if knobs.isLocked { adoptTexts(of: batch.events) }
    usedPanels.formUnion(run.usedPanels)
    run.forgetLanes(endedFor: laneScale.duration(columns: Dashboard.endedLaneColumns))
    return folded
  }

  /// Takes over what a person did to the run, as the run tells it.
  private mutating func adopt(_ input: TimedInput) {
    switch input.input {
    case .parameterChanged(let name, let value) where !knobs.isLocked:
      knobs.adopt(name: name, value: value)
      tellRuling(of: name)
    case .pitfallSwitched(let name): pitfall = name
    case .markerSet(let name):
      note(Marker(name: name, instant: input.instant))
      markerCount = max(markerCount, markers.count)
    case .triggered, .parameterChanged: break
    }
  }

  /// In a replay also settings that no scenario has, and values that no knob takes.
  private mutating func adoptTexts(of events: [Event]) {
    for event in events {
      guard case .input(.parameterChanged(let name, let value)) = event.kind else { continue }
      knobs.adopt(name: "\(name)", text: "\(value)")
    }
  }

  /// Takes over what has become known of where the events come from.
  private mutating func sourceChanged(_ source: SourceStatus) {
    self.source = source
    if knobs.isLocked { knobs.stopTyping() }
  }

  /// A knob that was turned in vain says so.
  private mutating func tellRuling(of knob: String) {
    guard journey == nil, let ruling = knobs.ruling(of: knob),
      let value = knobs[knob]
    else {
      return
    }
    show("\(ruling) \(value) is kept for later.", aboutRun: true)
  }

  /// So many markers are kept, the latest: a log may have any number.
  static let markerLimit = 512

  /// Markers stand in the order of time; one that is set again at another instant has moved.
  private mutating func note(_ marker: Marker) {
    markers.removeAll { $0.name == marker.name }
    if markers.count >= Dashboard.markerLimit { markers.removeFirst() }
    let index = markers.firstIndex { $0.instant > marker.instant } ?? markers.count
    markers.insert(marker, at: index)
  }

  /// A run that begins before the one of another scenario that was asked for stays out of sight.
  private mutating func runStarted(_ start: RunStart) {
    if let awaited = awaitedRun, awaited.scenario != start.scenario {
      let scenario = options.scenarios.first { $0.name == start.scenario }
      awaitedRun?.former = RunModel(
        of: start, in: scenario, thresholds: options.settings.thresholds)
      return
    }
    awaitedRun = nil
    catchUpShare = nil
    if !description.isOf(start) {
      turn(to: options.scenarios.first { $0.isOf(start) } ?? .unknown(start))
    }
    begin(start)
  }

  /// Makes another scenario the one that all knobs, keys and panels are about.
  mutating func turn(to scenario: ScenarioDescription) {
    guard scenario != description else { return }
    description = scenario
    usedPanels = []
    needs = PanelNeeds()
    view.isExpanded = false
    view.prompt = nil
    knobs = KnobBoard(scenario, start)
    knobs.isLocked = !source.capabilities.takesInputs
    view.focus = homePanel
  }

  mutating func begin(_ start: RunStart) {
    speedGauge.begin()
    let filter = run.tail.filter
    let isSame = start == self.start
    run = RunPicture(
      RunModel(of: start, in: description.known, thresholds: options.settings.thresholds))
    run.apply(filter)
    var knobs = KnobBoard(description, start)
    knobs.isLocked = !source.capabilities.takesInputs
    knobs.keepSelection(of: self.knobs)
    self.knobs = knobs
    if view.focus == .knobs { view.focus = homePanel }
    pitfall = start.pitfall
    latency = nil
    forgetTasks()
    waits = []
    // A log that is played again has the same markers again.
    if !knobs.isLocked || !isSame { forgetMarkers() }
    view.scroll = journey == nil ? [:] : view.scroll.filter { $0.key != .events }
    view.chosenEvent = nil
    if view.notice?.isAboutRun == true { view.notice = nil }
  }

  /// The way back leaves the places that were marked after its end, so that one finds the way forwards again.
  private mutating func forgetMarkers() {
    guard journey == nil else { return }
    markers = []
    markerCount = 0
  }

  private mutating func stopRecording() {
    catchUpShare = nil
    // The recorder may say again what the beginning of another run has told already.
    guard let path = recordingPath else { return }
    show("Recorded to \(path).")
    journey?.completedLog = path
    recordingPath = nil
  }

  private mutating func passFrame(_ seconds: Double) {
    wallRate.frameDrawn(after: seconds)
    gaugeSpeed(seconds)
    passTasksFrame(seconds)
    noteNeeds(after: seconds)
    latencyAge += max(seconds, 0)
    if latencyAge >= 0.25 { lookAtLatency() }
    guard var notice = view.notice else { return }
    notice.secondsLeft -= max(seconds, 0)
    view.notice = notice.secondsLeft > 0 ? notice : nil
  }
}

extension Dashboard {
  /// Whether virtual time goes on, so that there is always something new.
  public var isMoving: Bool {
    !isPaused && source.ending == nil && run.analysis.state == .running
  }

  /// Whether the time that passes between two frames changes nothing on the screen.
  public var isSettled: Bool { !isMoving && wallRate.isStill && view.notice == nil }

  /// Only a run that goes on can be too slow.
  private mutating func gaugeSpeed(_ seconds: Double) {
    guard isMoving, journey == nil else { return speedGauge.begin() }
    speedGauge.frameDrawn(after: seconds, at: run.analysis.now)
    if let reached = speedGauge.reached { pace.note(reached: reached) }
  }

  /// As many columns as its panel has for the bars; none while it is not to be seen.
  private var latencyColumns: Int {
    layout.box(of: .latency).map { LatencyPanel.graphColumns(in: $0.inner) } ?? 0
  }

  /// Takes a new picture of the latencies, where there are others than in the last one.
  mutating func lookAtLatency() {
    latencyAge = 0
    lookAtWaits()
    let histogram = run.analysis.metrics.latency
    let columns = latencyColumns
    guard histogram.count != latency?.count ?? 0 || columns != latency?.columns else { return }
    latency = LatencyPicture(histogram, columns: columns)
  }
}
