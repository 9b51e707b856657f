import WeirAnalysis
import WeirEvents
import WeirWording

/// One run on the screen: what is known of it, its knobs, and its playback.
///
/// Panels draw a run from this and from their own state, so that a screen could have several runs.
struct ShownRun: Sendable {
  /// The scenario that runs, or that was requested.
  private(set) var description: ScenarioDescription
  /// Where the events come from, and what can be done there.
  private(set) var source: SourceStatus
  private(set) var history: RunHistory
  /// The newest state while the past is shown; `nil` if the newest state is shown.
  private(set) var head: Head?
  var knobs: KnobBoard
  private(set) var pitfall: String? {
    didSet { knobs.pitfall = pitfall }
  }
  var playback = Playback()
  var recording = RecordingState()
  private(set) var markers = MarkerList()
  /// The markers of the futures that were left, by their numbers.
  private var markersLeft: [Int: MarkerList] = [:]
  /// The futures of the run that are known.
  var branches = BranchList()
  /// The seek in progress.
  var seek: Seek?
  /// How much has been repeated of the run up to the place that is shown, from which another future
  /// is to begin; `nil` if none is.
  var repeatedShare: Double?
  /// The whole run at a glance, as far as it is known: more than is shown while that is its past.
  private(set) var timeline = RunTimeline()
  /// The next events, as the tail shows them; empty unless an earlier place is shown.
  private(set) var upcoming: [NamedEvent] = []
  /// Whether it comes from what reads a log, and not from what is shown.
  private var isTimelineRead = false
  /// What leads back to where the run was shown before the last jump.
  var jumpOrigin: SeekTarget?
  /// Where the last seek went.
  var lastTarget: SeekTarget?
  /// The run of another scenario that was requested and has not begun.
  var pending: PendingRun?
  /// How far time continues after the last event, beside a longer log; `nil` if it ends there.
  var continuesUntil: VirtualInstant? {
    didSet { if continuesUntil == nil { passed = nil } }
  }
  /// The instant that time has come to after the last event; `nil` if there is none.
  private var passed: VirtualInstant?

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
  /// The run that produces events: the one that is shown, unless that has not begun yet.
  var model: RunModel { pending?.former ?? newestHistory.model }

  /// The newest state, whatever is shown.
  var newestHistory: RunHistory {
    @inline(__always) _read {
      if let head { yield head.history } else { yield history }
    }
  }

  /// The place that is shown.
  var position: RunPosition { RunPosition(event: analysis.eventCount, instant: now) }

  /// The newest place: of a simulation, where it is now; of a log, how far it has been read.
  var newest: RunPosition {
    if let head {
      let analysis = head.history.analysis
      return RunPosition(event: analysis.eventCount, instant: analysis.now)
    }
    return source.read ?? position
  }

  /// Whether a place before the newest one of a simulation is shown. A log is played, so that none
  /// of its places is its past.
  var isInPast: Bool { head != nil }

  /// What was known of the run at its start.
  var start: RunStart { history.model.start }

  /// What is known from the events.
  var analysis: Analysis {
    @inline(__always) _read { yield history.model.analysis }
  }

  var now: VirtualInstant { history.model.analysis.now }

  /// The instant that is shown: its own or, after its end, that of the log beside it.
  var instant: VirtualInstant { max(now, passed ?? now) }

  /// How its instants are written.
  var clock: ClockText { history.clock }

  /// How many events of a log that is still being written come after the place that is shown; `nil`
  /// if it is followed, or if nothing more can come.
  var unfollowedCount: Int? {
    guard source.isGrowing, !source.isFollowing else { return nil }
    return max(newest.event - analysis.eventCount, 0)
  }

  /// Whether no more events come.
  var hasEnded: Bool { source.ending != nil || analysis.state == .finished }

  /// Whether no more events come, and time does not continue.
  var isOver: Bool { hasEnded && continuesUntil.map { instant >= $0 } ?? true }

  /// Whether the end of what is known is the end of the run itself: a simulation may continue after
  /// its log, and a program ends with it.
  var endsWithItsLog: Bool { analysis.state == .finished || start.clock == .real }

  /// How many findings count: the current ones, and at the end of a run all that it had.
  var findingCount: Int { analysis.foldedFindings.count + pastFindings.count }

  /// When the current findings end: with a program that is over; `nil` if they hold.
  var endOfFindings: VirtualInstant? { isOver && !start.isSimulation ? now : nil }

  /// At the end of a run, the findings that were cleared: nothing can be quiet any more.
  var pastFindings: [FindingHistory.Past] { hasEnded ? history.pastFindings.folded : [] }

  /// Whether virtual time advances, so that each frame may differ from the last one.
  var isMoving: Bool {
    guard !playback.isPaused else { return false }
    return hasEnded ? !isOver : analysis.state == .running
  }

  /// Whether the run is paused or its source has ended, so that nothing flows.
  var isHalted: Bool { playback.isPaused || source.ending != nil }

  /// All that was skipped, corrected or lost, in reading and before that by what recorded the run.
  var remarks: [Remark] { source.remarks + history.losses.remarks }

  /// Whether the run says which pitfall is enabled: recordings of other programs don't.
  var knowsPitfall: Bool { start.isSimulation }

  /// Whether an earlier place of a real program that runs is shown.
  var isBehindProgram: Bool {
    source.kind == .program && !source.isFollowing && now < newest.instant
  }

  /// A loop of a real program that is blocked.
  struct Block: Sendable, Hashable {
    /// When it began.
    var since: VirtualInstant
    /// Where, as file and line; empty if that is not known.
    var place: String
  }

  /// The longest block of a loop that is worth a word; `nil` if none is. A log of a real program
  /// reports each one that takes long.
  var block: Block? {
    guard start.program != nil else { return nil }
    let blocks = analysis.workers.records.filter { !$0.isBackground }.compactMap(\.occupant)
    let longest = blocks.min { $0.since < $1.since }
    guard let longest, longest.since.duration(to: now) >= ShownRun.shortestBlock else { return nil }
    return Block(since: longest.since, place: longest.place == .unknown ? "" : "\(longest.place)")
  }

  private static let shortestBlock = Duration.milliseconds(500)

  /// The instant from which `+5s` and `-5s` are counted: the target of a seek, or the present
  /// instant.
  var destination: VirtualInstant {
    if case .instant(let instant)? = seek?.target { instant } else { instant }
  }

  /// The event from which single steps are counted: the target of a seek, or the last one that is
  /// shown.
  var destinationEvent: Int {
    if case .event(let event)? = seek?.target { event } else { position.event }
  }

  /// The trigger with this number, from 0; `nil` if the scenario has fewer.
  func trigger(_ index: Int) -> ScenarioDescription.Trigger? {
    description.triggers.indices.contains(index) ? description.triggers[index] : nil
  }

  /// The run from its start, with the present knobs and pitfall; `nil` if this program can't repeat
  /// it.
  var repeated: RunSpecification? {
    guard var specification = start.specification else { return nil }
    specification.parameters = knobs.parameters
    specification.pitfall = pitfall
    specification.inputs = []
    return specification
  }

  /// The run of a branch from its start; `nil` if this program can't repeat it.
  func specification(of branch: Branch) -> RunSpecification? {
    guard var specification = start.specification else { return nil }
    specification.inputs = branch.outcome.inputs
    return specification
  }

  /// What compares the run with a branch; `nil` if this program can't repeat it.
  func comparison(with branch: Branch) -> ComparisonRequest? {
    specification(of: branch).map { .branch(name: branch.name, $0) }
  }

  /// The run from its start, with the knobs of a preset; `nil` if this program can't repeat it.
  func specification(of preset: ScenarioDescription.Preset) -> RunSpecification? {
    guard var next = repeated else { return nil }
    next.preset = preset.name
    next.parameters = description.parameters(of: preset)
    return next
  }
}

// MARK: What happens to it

extension ShownRun {
  /// Folds a batch of events, and returns what follows from them and what to show.
  mutating func fold(_ batch: EventBatch) -> (folded: FoldedBatch, notices: [Notice]) {
    if let folded = pending?.former.fold(batch) { return (folded, []) }
    if let folded = head?.fold(batch) {
      timeline.fold(folded)
      return (folded, [])
    }
    let folded = history.fold(batch)
    passed = nil
    if !isTimelineRead { timeline.fold(folded) }
    if !batch.events.isEmpty { upcoming = [] }
    let notices = folded.newInputs.compactMap { adopt($0) }
    if knobs.isLocked { adoptTexts(of: batch.events) }
    return (folded, notices)
  }

  /// Shows the run as it was at a place, with what the user has chosen to see now.
  ///
  /// - Parameter isPast: Whether the newest state is kept aside; otherwise the run continues from
  ///   the place.
  mutating func show(_ restored: RestoredRun, isPast: Bool = false) {
    head = isPast ? head ?? Head(history: history, knobs: knobs, pitfall: pitfall) : nil
    show(restored.history)
    passed = nil
    upcoming = restored.upcoming
    knobs = KnobBoard(description, start, isLocked: knobs.isLocked)
    pitfall = start.pitfall
    for event in restored.inputs {
      guard case .input(let done) = event.kind,
        let input = RunInput(done, in: history.model.scenario)
      else { continue }
      _ = adopt(TimedInput(event.instant, input))
    }
    if knobs.isLocked { adoptTexts(of: restored.inputs) }
  }

  /// Lets time continue after the last event.
  mutating func pass(to instant: VirtualInstant) { if continuesUntil != nil { passed = instant } }

  /// Shows the newest state again.
  mutating func showHead() {
    guard let head = head.take() else { return }
    show(head.history)
    upcoming = []
    (knobs, pitfall) = (head.knobs, head.pitfall)
  }

  /// Adds events that were found further back than they are kept.
  mutating func add(_ found: FoundEvents) {
    if pending == nil { history.add(found) }
  }

  /// Makes the place that is shown the newest one of another future.
  mutating func forgetHead(_ change: FutureChange) {
    head = nil
    timeline.cut(in: analysis)
    markersLeft[change.from] = markers
    markers.cut(after: now)
  }

  /// Sets a marker in the past of a simulation. It belongs to the run as it is shown, not to what
  /// happens in it: that would begin another future.
  mutating func noteMarker(_ name: String) {
    markers.note(Marker(name: name, instant: now))
    timeline.note(name, at: position)
  }

  /// Shows the whole run as it was read.
  mutating func show(_ timeline: RunTimeline) { (self.timeline, isTimelineRead) = (timeline, true) }

  /// Shows another future at its newest place.
  mutating func enter(
    _ newest: RestoredRun, _ timeline: RunTimeline, _ change: FutureChange
  ) {
    markersLeft[change.from] = markers
    markers = markersLeft[change.to] ?? MarkerList()
    show(newest)
    self.timeline = timeline
  }

  private mutating func show(_ other: RunHistory) {
    let (filter, watched) = (history.tail.filter, history.watch?.task)
    history = other
    history.apply(filter)
    history.watch(watched)
  }

  /// Keeps a copy of the newest state in its past if that wants one.
  func keepCopy(in past: RunPast) {
    let events = newestHistory.analysis.eventCount
    if pending == nil, events == 0 || past.wantsCopy(after: events) { past.keep(newestHistory) }
  }

  /// Notes in the past which thresholds count from now on.
  func noteThresholds(in past: RunPast) {
    let analysis = newestHistory.analysis
    past.use(
      newestHistory.thresholds,
      at: RunPosition(event: analysis.eventCount, instant: analysis.now))
  }

  /// Adopts what the user did to the run, as the run reports it.
  private mutating func adopt(_ input: TimedInput) -> Notice? {
    switch input.input {
    case .parameterChanged(let name, let value) where !knobs.isLocked:
      knobs.adopt(name: name, value: value)
      return overrulingText(of: name).map { Notice(text: $0, topic: .run) }
    case .pitfallSwitched(let name): pitfall = name
    case .markerSet(let name): markers.note(Marker(name: name, instant: input.instant))
    case .triggered, .parameterChanged: break
    }
    return nil
  }

  /// Adopts, in a replay, also settings that no scenario has and values that no knob takes.
  private mutating func adoptTexts(of events: [Event]) {
    for event in events {
      guard case .input(.parameterChanged(let name, let value)) = event.kind else { continue }
      knobs.adopt(name: "\(name)", text: "\(value)")
    }
  }

  /// Why a knob that was turned has no effect; `nil` if it has one.
  private func overrulingText(of knob: String) -> String? {
    guard seek == nil, let ruling = knobs.overrulingText(of: knob), let value = knobs[knob] else {
      return nil
    }
    return "\(ruling) \(value) is kept for later."
  }

  mutating func sourceChanged(_ source: SourceStatus) {
    self.source = source
    knobs.isLocked = !source.capabilities.takesInputs
  }

  /// Keeps what a task does from now on, in place of another task; `nil` ends that.
  mutating func watch(_ task: TaskID?) { history.watch(task) }

  /// Shows only the events that pass.
  mutating func filterEvents(_ filter: Filter) { history.apply(filter) }

  /// Applies other thresholds to the lints from now on.
  mutating func use(_ thresholds: LintThresholds) {
    history.use(thresholds)
    head?.history.use(thresholds)
  }

  /// Measures the speed, unless the run is paused, has ended or seeks.
  mutating func frameDrawn(after seconds: Double) {
    guard isMoving, seek == nil else { return playback.startMeasuring() }
    playback.frameDrawn(after: seconds, at: instant)
  }

  /// Enables a pitfall, or none if `nil`.
  mutating func usePitfall(_ name: String?) { pitfall = name }

  /// The name of the next marker that the user doesn't name.
  mutating func nextMarkerName() -> String { markers.nextName() }
}

// MARK: Another run

extension ShownRun {
  /// Shows a run that began. While another scenario is awaited, other runs are not shown.
  mutating func started(
    _ start: RunStart, among scenarios: [ScenarioDescription]
  ) -> [Effect] {
    if let awaited = pending, awaited.scenario != start.scenario {
      let scenario = scenarios.first { $0.name == start.scenario }
      pending?.former = RunModel(of: start, in: scenario, thresholds: history.thresholds)
      return []
    }
    pending = nil
    recording.catchUpShare = nil
    (head, repeatedShare) = (nil, nil)
    let isOther = !description.isOf(start)
    let dropped = droppedNotice
    if isOther { switchScenario(to: scenarios.first { $0.isOf(start) } ?? .unknown(start)) }
    begin(start)
    return [.runBegan(isOtherScenario: isOther)] + dropped
  }

  /// Switches to a scenario at once, so that keys pressed before it begins already apply to it.
  mutating func begin(_ scenario: ScenarioDescription) -> [Effect] {
    let next = scenario.specification(seed: start.seed ?? 0)
    pending = PendingRun(scenario: scenario.name, former: model)
    (head, repeatedShare) = (nil, nil)
    let isOther = scenario != description
    let dropped = droppedNotice
    if isOther { switchScenario(to: scenario) }
    begin(RunStart(next))
    return [
      .runBegan(isOtherScenario: isOther), .command(.restart(next, newSeed: false)),
    ] + dropped
  }

  /// Says that the branches go with the run; empty if it has none.
  private var droppedNotice: [Effect] {
    let count = branches.leftCount
    guard count > 0 else { return [] }
    let what = count == 1 ? "One branch was" : "\(count) branches were"
    return [.say("\(what) dropped with the run before.")]
  }

  /// Switches to another scenario, whose run has not begun.
  mutating func switchScenario(to scenario: ScenarioDescription) {
    description = scenario
    knobs = KnobBoard(scenario, start, isLocked: !source.capabilities.takesInputs)
  }

  private mutating func begin(_ start: RunStart) {
    playback.startMeasuring()
    passed = nil
    let isSame = start == self.start
    let filter = history.tail.filter
    history = RunHistory(
      RunModel(of: start, in: description.known, thresholds: history.thresholds))
    history.apply(filter)
    if !isTimelineRead { timeline = RunTimeline() }
    upcoming = []
    (branches, markersLeft) = (BranchList(), [:])
    if seek == nil { (jumpOrigin, lastTarget) = (nil, nil) }
    knobs = KnobBoard(description, start, isLocked: !source.capabilities.takesInputs)
    pitfall = start.pitfall
    // A log that is played again has the same markers.
    if !knobs.isLocked || !isSame { markers.clear() }
  }
}

/// The newest state of a run whose past is shown.
struct Head: Sendable {
  fileprivate(set) var history: RunHistory
  fileprivate(set) var knobs: KnobBoard
  fileprivate(set) var pitfall: String?

  /// Folds a batch of the run.
  fileprivate mutating func fold(_ batch: EventBatch) -> FoldedBatch {
    let folded = history.fold(batch)
    for input in folded.newInputs {
      switch input.input {
      case .parameterChanged(let name, let value): knobs.adopt(name: name, value: value)
      case .pitfallSwitched(let name): (pitfall, knobs.pitfall) = (name, name)
      case .triggered, .markerSet: break
      }
    }
    return folded
  }
}

/// A run that the screen already shows and that has not begun; until it does, all events are of
/// another run.
struct PendingRun: Sendable {
  /// The scenario that was requested.
  var scenario: String
  /// The run that continues meanwhile and is not shown.
  var former: RunModel
}

/// Whether a log of the run is being written, as far as the dashboard knows.
struct RecordingState: Sendable, Equatable {
  /// The file that is being written.
  var path: String?
  /// How much of the run, from 0 to 1, is in the file of a recording that has not caught up; `nil`
  /// if no recording catches up.
  var catchUpShare: Double?

  /// Whether a recording is written or catches up with the run.
  var isActive: Bool { path != nil || catchUpShare != nil }
}
