public import WeirEvents

/// All that is known about one run: its analysis, its digest, and what repeats it.
///
/// A run is folded into one model, once, by whoever receives its events. The screen and the summary
/// read it; the writer of a log receives a `FoldedBatch` for each batch. Equal events make equal
/// models, however they came in batches.
public struct RunModel: Sendable {
  /// What was known of the run at its start.
  public let start: RunStart
  /// The scenario; nil if the program does not have it.
  public let scenario: ScenarioDescription?
  /// The thresholds of the lints.
  public private(set) var thresholds: LintThresholds
  /// What is known from the events.
  public private(set) var analysis: Analysis
  /// What users have done to the run, in order of time: the first `inputLimit` inputs.
  public private(set) var inputs: [TimedInput] = []
  /// How many inputs came after those that are kept.
  public private(set) var unkeptInputCount = 0
  private var proof = CheckpointedDigest()
  /// The inputs of the present batch.
  private var newInputs: [TimedInput] = []
  /// How a standstill that has not ended was found.
  private var standstill: [TimedFindingChange] = []

  /// So many inputs are kept: no user makes more, but a log may have any number.
  public static let inputLimit = 65_536

  /// Begins before the first event of a run.
  public init(
    of start: RunStart, in scenario: ScenarioDescription?, thresholds: LintThresholds = .init()
  ) {
    (self.start, self.scenario, self.thresholds) = (start, scenario, thresholds)
    analysis = Analysis(thresholds: thresholds, areParentsScopes: start.areParentsScopes)
  }

  /// Begins before the first event of a run that can be repeated.
  public init(
    of start: RunSpecification, in scenario: ScenarioDescription?,
    thresholds: LintThresholds = .init()
  ) {
    self.init(of: RunStart(start), in: scenario, thresholds: thresholds)
  }

  /// The digest of all events so far, and their number.
  public var digest: TraceDigest { proof.digest }

  /// What repeats the run as far as it has come; nil if this program can't, or if not all inputs
  /// are kept.
  public var specification: RunSpecification? {
    guard unkeptInputCount == 0 else { return nil }
    var specification = start.specification
    specification?.inputs = inputs
    return specification
  }

  /// Lets the lints judge by other thresholds from now on.
  public mutating func use(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    analysis.use(thresholds)
  }

  /// Takes in a batch.
  @discardableResult
  public mutating func fold(_ batch: EventBatch) -> FoldedBatch {
    for event in batch.events { fold(event) }
    return close(batch)
  }

  /// Takes in one event of a batch, for a caller that looks at the model after each; `close` has to
  /// follow. Constant time.
  public mutating func fold(_ event: Event) {
    analysis.fold(event)
    proof.fold(event)
    if case .input(let input) = event.kind { note(input, at: event.instant) }
  }

  /// Takes in how far the run has come with the events of a batch, all of which have been folded.
  public mutating func close(_ batch: EventBatch) -> FoldedBatch {
    // A standstill comes last, so that its findings can be told from the others: when the run is
    // set going again, a log of it has to be that of a run that never stood still.
    analysis.advance(to: batch.now, state: batch.state == .stalled ? .running : batch.state)
    proof.pass(to: batch.now)
    var folded = FoldedBatch(batch, digest: proof.digest)
    let changes = analysis.takeFindingChanges()
    folded.lastingChanges = lasting(changes)
    folded.findingChanges = changes
    if batch.state == .stalled {
      analysis.advance(to: batch.now, state: .stalled)
      let more = analysis.takeFindingChanges()
      folded.findingChanges += more
      standstill += more
    }
    folded.changesAtEnd = standstill
    folded.lastingFindings = lastingFindings
    folded.checkpoints = proof.takeCheckpoints()
    folded.newInputs = newInputs
    newInputs = []
    return folded
  }

  private var lastingFindings: [Finding] {
    guard case .raised(let finding) = standstill.first?.change else { return analysis.findings }
    return analysis.findings.filter { $0 != finding }
  }

  /// Changes without the end of a standstill, which was never told to have begun.
  private mutating func lasting(_ changes: [TimedFindingChange]) -> [TimedFindingChange] {
    guard case .raised(let finding) = standstill.first?.change,
      let index = changes.firstIndex(where: { $0.change == .cleared(finding) })
    else { return changes }
    standstill = []
    var lasting = changes
    lasting.remove(at: index)
    return lasting
  }

  private mutating func note(_ event: InputEvent, at now: VirtualInstant) {
    guard let input = RunInput(event, in: scenario) else { return }
    let timed = TimedInput(now, input)
    newInputs.append(timed)
    if inputs.count < RunModel.inputLimit {
      inputs.append(timed)
    } else {
      unkeptInputCount += 1
    }
  }
}
