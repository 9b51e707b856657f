import WeirAnalysis
import WeirEvents
import WeirWording

/// All that the screen knows about one run: its model, and histories that only a screen needs.
///
/// Equal events make equal histories, however they are divided into batches. Copies share what does
/// not change, and what is large can be moved out of memory: the past of a run consists of many
/// copies.
///
/// Its size has a bound that does not grow with the run, except for the user's inputs.
struct RunHistory: Sendable {
  private(set) var model: RunModel
  private(set) var pastFindings = FindingHistory()
  private(set) var lanes = LaneBoard()
  private(set) var lives = LifeBoard()
  private(set) var roles = RoleBoard()
  /// The task whose page is open.
  private(set) var watch: TaskWatch?
  /// The task that is watched as soon as it begins.
  private var awaited: TaskID?
  private(set) var strands: StrandBoard
  /// The parts of the program; `nil` if its scenario has a picture.
  private(set) var parts: PartsBoard?
  private(set) var tail = EventTail()
  private(set) var gauges: GaugeBoard
  private(set) var rates: FlowRates
  private(set) var timeoutHistory = TimeoutHistory()
  private(set) var losses = SourceLosses()
  /// When nothing was known.
  private(set) var gaps = GapHistory()
  /// How often work ends now, with success or without.
  private(set) var throughput = Rate(over: RunHistory.memory)
  /// How often work is completed within its deadline now.
  private(set) var goodput = Rate(over: RunHistory.memory)
  /// In which share of the recent time a computation held the loop.
  private(set) var loopHeld = Share(over: RunHistory.memory)
  /// How many events were added to the tail since the run began.
  private(set) var tailCount = 0

  /// Whether there was a queue or a request, so that work has a latency.
  private(set) var hasWork = false
  /// Whether a deadline was armed.
  private(set) var hasDeadlines = false

  private static let memory = 10.0
  /// After how many events it is chosen what stays in view.
  private static let choiceInterval = 256

  init(_ model: RunModel) {
    self.model = model
    strands = StrandBoard(role: model.scenario?.picture?.strands)
    parts = model.scenario?.picture == nil ? PartsBoard() : nil
    gauges = GaugeBoard(isSimulation: model.start.isSimulation)
    rates = FlowRates(children: model.scenario?.picture?.children)
  }

  /// Creates the history of a run of which only the events are known.
  init(thresholds: LintThresholds = .init()) {
    self.init(RunModel(of: RunStart(scenario: ""), in: nil, thresholds: thresholds))
  }

  /// Creates a history from a single batch.
  init(of batch: EventBatch, in scenario: ScenarioDescription? = nil) {
    self.init(RunModel(of: RunStart(scenario: scenario?.name ?? ""), in: scenario))
    fold(batch)
  }

  /// What is known from the events.
  var analysis: Analysis {
    @inline(__always) _read { yield model.analysis }
  }

  /// How the instants of the run are written.
  var clock: ClockText { ClockText(model.start) }

  /// Folds a batch. Only the last events of a long one can still be in the tail, so only those are
  /// noted there.
  ///
  /// - Parameter isNoted: `false` if none of them can be in the tail after those that follow.
  @discardableResult
  mutating func fold(_ batch: EventBatch, isNoted: Bool = true) -> FoldedBatch {
    let seen = tail.filter.isEmpty ? EventTail.firstKept(of: batch.events) : 0
    // The model is taken out of the history for so long: a part of a value that is passed on while
    // others of its parts change is copied each time.
    var model = RunHistory.noModel
    swap(&self.model, &model)
    for (index, event) in batch.events.enumerated() {
      let before = model.analysis.metrics.items
      model.fold(event)
      // The analysis never goes back in time, and neither may the histories.
      let event = Event(model.analysis.now, event.kind)
      fold(event, in: model.analysis, since: before, isNoted: isNoted && index >= seen)
    }
    swap(&self.model, &model)
    let folded = self.model.close(batch)
    pastFindings.fold(folded.findingChanges)
    gauges.advance(to: self.model.analysis.now, in: self.model.analysis)
    timeoutHistory.advance(to: self.model.analysis.now)
    rates.advance(to: self.model.analysis.now)
    parts?.advance(in: self.model.analysis)
    return folded
  }

  private static let noModel = RunModel(of: RunStart(scenario: ""), in: nil)

  /// Folds an event that the analysis has already folded.
  private mutating func fold(
    _ event: Event, in analysis: borrowing Analysis, since before: Metrics.ItemCounts,
    isNoted: Bool
  ) {
    gaps.fold(event)
    foldEnds(analysis.metrics.items, since: before, at: event.instant)
    fold(event, in: analysis.tasks)
    if let task = awaited, let begun = TaskWatch(task, in: analysis.tasks, lanes, tail) {
      (watch, awaited) = (begun, nil)
    }
    watch?.fold(event, in: analysis)
    gauges.fold(event, in: analysis)
    if TimeoutHistory.folds(event) { timeoutHistory.fold(event, in: analysis) }
    note(event, in: analysis)
    if analysis.eventCount % RunHistory.choiceInterval == 0 { choose(in: analysis) }
    guard isNoted, !EventSubjects(event.kind).isNoise, let entry = NamedEvent(event, in: analysis)
    else { return }
    if tail.append(entry, number: analysis.eventCount) { tailCount += 1 }
  }

  private mutating func choose(in analysis: borrowing Analysis) {
    gauges.chooseLeading(in: analysis)
    parts?.choose(in: analysis)
  }

  private mutating func fold(_ event: Event, in tasks: borrowing TaskLedger) {
    lanes.fold(event, in: tasks)
    lives.fold(event, in: tasks)
    roles.fold(event, in: tasks)
    strands.fold(event, in: tasks)
    parts?.fold(event, in: tasks)
    rates.fold(event, in: tasks)
  }

  private mutating func foldEnds(
    _ items: Metrics.ItemCounts, since before: Metrics.ItemCounts, at now: VirtualInstant
  ) {
    let ended = items.ended - before.ended
    guard ended > 0 else { return }
    throughput.count(ended, at: now)
    let good = items.completedInTime - before.completedInTime
    if good > 0 { goodput.count(good, at: now) }
  }
}

extension ScenarioDescription.Picture {
  /// The role whose tasks have a line each, for all their life; `nil` if the picture has none.
  fileprivate var strands: Symbol? {
    if case .rounds(let role, _, _) = self { role } else { nil }
  }

  /// The role of the children of a gathering; `nil` if the picture has none.
  fileprivate var children: Symbol? {
    if case .gathering(let role, _) = self { role } else { nil }
  }
}

// MARK: By subject

extension RunHistory {
  /// The findings that were cleared, one for each kind.
  var clearedFindings: [Finding] { pastFindings.folded.map(\.finding) }

  /// Notes what exists, and how long things are held up.
  private mutating func note(_ event: Event, in analysis: borrowing Analysis) {
    switch event.kind {
    case .queue(_, let change): note(change)
    case .timeout(_, let change): note(change)
    case .request(_, let change): note(change)
    case .worker(_, let change): note(change, in: analysis.workers, at: event.instant)
    case .source(let change): losses.fold(change)
    case .task, .pool, .batch, .error, .shutdown, .input: break
    }
  }

  private mutating func note(_ event: QueueEvent) {
    if case .created = event { hasWork = true }
  }

  private mutating func note(_ event: TimeoutEvent) {
    if case .armed = event { hasDeadlines = true }
  }

  private mutating func note(_ event: RequestEvent) {
    if case .started = event { hasWork = true }
  }

  private mutating func note(
    _ event: WorkerEvent, in workers: WorkerLedger, at now: VirtualInstant
  ) {
    if case .created = event { return }
    let isHeld = workers.records.contains { !$0.isBackground && $0.occupant != nil }
    loopHeld.set(isHeld, at: now)
  }
}

extension RunHistory {
  /// Whether work can fail because of a deadline or exhausted retries, so that goodput is worth a
  /// figure.
  var hasGoodput: Bool {
    analysis.timeouts.counts.armed > 0 || analysis.metrics.retries.attempts > 0
      || analysis.pools.records.contains { $0.timeouts > 0 }
  }

  /// Recent throughput and goodput, per second; zero once the run is over.
  var ratesOfWork: (throughput: Double, goodput: Double) {
    guard analysis.state != .finished else { return (0, 0) }
    let throughput = throughput.perSecond(at: analysis.now)
    return (throughput, min(goodput.perSecond(at: analysis.now), throughput))
  }

  /// The thresholds of the lints.
  var thresholds: LintThresholds { model.thresholds }

  /// Applies other thresholds to the lints from now on.
  mutating func use(_ thresholds: LintThresholds) { model.use(thresholds) }

  mutating func apply(_ filter: Filter) {
    tail.apply(filter)
  }

  /// Keeps what a task does from now on, in place of another task; `nil` ends that.
  mutating func watch(_ task: TaskID?) {
    guard watch?.task != task else { return }
    watch = task.flatMap { TaskWatch($0, in: self) }
  }

  /// A copy to be kept, which depends on the events alone: without the filter and the task that is
  /// watched.
  var kept: RunHistory {
    var kept = self
    kept.apply(Filter())
    kept.watch(nil)
    return kept
  }
}

// MARK: Moving out of memory

extension RunHistory {
  /// Passes what takes the most room of a copy that is kept through a transfer: nothing but counts
  /// may be used while it is away.
  mutating func pass(through transfer: inout ByteTransfer) {
    model.pass(through: &transfer)
    lives.pass(through: &transfer)
    roles.pass(through: &transfer)
    gauges.pass(through: &transfer)
    rates.pass(through: &transfer)
    timeoutHistory.pass(through: &transfer)
    lanes.pass(through: &transfer)
    strands.pass(through: &transfer)
    tail.pass(through: &transfer)
  }
}

// MARK: Further back

extension RunHistory {
  /// A copy that keeps, from now on, only the events that pass a filter and what a task does, which
  /// may not have begun.
  func gathering(_ filter: Filter, of task: TaskID?) -> RunHistory {
    var copy = self
    copy.tail = EventTail(filter)
    copy.watch = task.flatMap { TaskWatch($0, in: copy) }
    copy.awaited = copy.watch == nil ? task : nil
    return copy
  }

  /// Whether the task is awaited that was to be gathered.
  var isAwaiting: Bool { awaited != nil }

  /// Adds events that were found further back than they are kept.
  mutating func add(_ found: FoundEvents) {
    let count = found.position.event
    guard count <= analysis.eventCount else { return }
    if tail.filter.text == found.interest.filter {
      tail.replace(through: count, with: found.passing)
    }
    guard let found = found.watch, found.task == watch?.task else { return }
    let isNewest = count == analysis.eventCount
    watch?.replace(through: count, with: found, isNewest: isNewest)
  }
}
