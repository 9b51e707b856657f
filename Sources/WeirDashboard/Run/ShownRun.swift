import WeirAnalysis
import WeirEvents

/// One run on the screen: what is known of it, its knobs, and how it is played.
///
/// Panels draw a run from this and from their own state, so that a screen can have several runs.
struct ShownRun: Sendable {
  /// The scenario that runs, or that has been asked for.
  private(set) var description: ScenarioDescription
  /// Where the events come from, and what can be done there.
  private(set) var source: SourceStatus
  private(set) var history: RunHistory
  var knobs: KnobBoard
  private(set) var pitfall: String? {
    didSet { knobs.pitfall = pitfall }
  }
  var playback = Playback()
  var recording = RecordingState()
  private(set) var markers = MarkerList()
  /// The way to an instant that the run is on.
  var seek: Seek?

  init(
    _ start: RunStart, of description: ScenarioDescription, from source: SourceStatus,
    thresholds: LintThresholds
  ) {
    let description = description.isOf(start) ? description : .unknown(start)
    self.description = description
    self.source = source
    history = RunHistory(RunModel(of: start, in: description.known, thresholds: thresholds))
    pitfall = start.pitfall
    knobs = KnobBoard(description, start, isLocked: !source.capabilities.takesInputs)
  }
}

// MARK: What is known

extension ShownRun {
  /// What was known of the run at its start.
  var start: RunStart { history.model.start }

  /// What is known from the events.
  var analysis: Analysis {
    @inline(__always) _read { yield history.model.analysis }
  }

  var now: VirtualInstant { history.model.analysis.now }

  /// Whether no more events come.
  var isOver: Bool { source.ending != nil || analysis.state == .finished }

  /// Whether virtual time goes on, so that there is always something new.
  var isMoving: Bool { !playback.isPaused && source.ending == nil && analysis.state == .running }

  /// Whether the source can't do anything that was asked for, or the run has ended: rates fade.
  var isStandingStill: Bool { playback.isPaused || source.ending != nil }

  /// All that was skipped, mended or lost: in reading, and before that by what recorded the run.
  var remarks: [Remark] { source.remarks + history.losses.remarks }

  /// Whether it is known that no pitfall is on, where none is: other programs have none.
  var knowsPitfall: Bool { start.isSimulation }

  /// The instant from which `+5s` and `-5s` are counted: where the run stands, or is on its way to.
  var destination: VirtualInstant { seek?.target ?? now }

  /// The trigger with this number; nil if the scenario has fewer.
  func trigger(_ index: Int) -> ScenarioDescription.Trigger? {
    description.triggers.indices.contains(index) ? description.triggers[index] : nil
  }

  /// The run from its start, with the knobs and the pitfall as they are now.
  /// Nil if this program can't repeat it.
  var repeated: RunSpecification? {
    guard var specification = start.specification else { return nil }
    specification.parameters = knobs.parameters
    specification.pitfall = pitfall
    specification.inputs = []
    return specification
  }

  /// The run from its start, with the knobs of a preset.
  func specification(of preset: ScenarioDescription.Preset) -> RunSpecification? {
    guard var next = repeated else { return nil }
    next.preset = preset.name
    next.parameters = description.parameters(of: preset)
    return next
  }
}

// MARK: What happens to it

extension ShownRun {
  /// Takes in some events, and answers with what follows from them, and what is to be said.
  mutating func fold(_ batch: EventBatch) -> (folded: FoldedBatch, effects: [Effect]) {
    let folded = history.fold(batch)
    let effects = folded.newInputs.flatMap { adopt($0) }
    if knobs.isLocked { adoptTexts(of: batch.events) }
    return (folded, effects)
  }

  /// Takes over what a user did to the run, as the run reports it.
  private mutating func adopt(_ input: TimedInput) -> [Effect] {
    switch input.input {
    case .parameterChanged(let name, let value) where !knobs.isLocked:
      knobs.adopt(name: name, value: value)
      return ruling(of: name).map { [.say(aboutRun: $0)] } ?? []
    case .pitfallSwitched(let name): pitfall = name
    case .markerSet(let name): markers.note(Marker(name: name, instant: input.instant))
    case .triggered, .parameterChanged: break
    }
    return []
  }

  /// In a replay also settings that no scenario has, and values that no knob takes.
  private mutating func adoptTexts(of events: [Event]) {
    for event in events {
      guard case .input(.parameterChanged(let name, let value)) = event.kind else { continue }
      knobs.adopt(name: "\(name)", text: "\(value)")
    }
  }

  /// Why a knob that was turned has no effect; nil if it has one.
  private func ruling(of knob: String) -> String? {
    guard seek == nil, let ruling = knobs.ruling(of: knob), let value = knobs[knob] else {
      return nil
    }
    return "\(ruling) \(value) is kept for later."
  }

  mutating func sourceChanged(_ source: SourceStatus) {
    self.source = source
    knobs.isLocked = !source.capabilities.takesInputs
  }

  /// Makes another scenario the one that all knobs, keys and panels are about.
  mutating func turn(to scenario: ScenarioDescription) {
    description = scenario
    knobs = KnobBoard(scenario, start, isLocked: !source.capabilities.takesInputs)
  }

  /// A run of the present scenario begins.
  mutating func begin(_ start: RunStart) {
    playback.startMeasuring()
    let isSame = start == self.start
    let filter = history.tail.filter
    history = RunHistory(
      RunModel(of: start, in: description.known, thresholds: history.thresholds))
    history.apply(filter)
    knobs = KnobBoard(description, start, isLocked: !source.capabilities.takesInputs)
    pitfall = start.pitfall
    // A log that is played again has the same markers again, and the way back leaves the markers
    // after its end, so that the way forward can be found again.
    if !knobs.isLocked || !isSame, seek == nil { markers.clear() }
  }

  /// Forgets the lanes of tasks that ended this long ago.
  mutating func forgetLanes(endedFor duration: Duration) {
    history.forgetLanes(endedFor: duration)
  }

  /// Keeps what a task does from now on, in place of another one; of none, nothing.
  mutating func watch(_ task: TaskID?) { history.watch(task) }

  /// Shows only the events that pass.
  mutating func filterEvents(_ filter: Filter) { history.apply(filter) }

  /// Lets the lints judge by other thresholds from now on.
  mutating func use(_ thresholds: LintThresholds) { history.use(thresholds) }

  /// Only a run that goes on can be too slow.
  mutating func frameDrawn(after seconds: Double) {
    guard isMoving, seek == nil else { return playback.startMeasuring() }
    playback.frameDrawn(after: seconds, at: now)
  }

  /// Switches to another pitfall, or to the right form.
  mutating func usePitfall(_ name: String?) { pitfall = name }

  /// The name of the next marker that gets none from the user.
  mutating func nextMarkerName() -> String { markers.nextName() }
}
