public import WeirEvents

/// Everything that is known about one run: its analysis, its digest, and its specification.
///
/// A run is folded into one model, once, by the receiver of its events. The screen and the summary
/// read it; the writer of a log receives a `FoldedBatch` for each batch. Equal events make equal
/// models, however they are split into batches.
public struct RunModel: Sendable {
  /// What was known of the run at its start.
  public let start: RunStart
  /// The scenario; `nil` if the program does not have it.
  public let scenario: ScenarioDescription?
  /// The thresholds of the lints.
  public private(set) var thresholds: LintThresholds
  /// The analysis of the events so far.
  public private(set) var analysis: Analysis
  /// The inputs to the run in order of time, at most the first `inputLimit`.
  public private(set) var inputs: [TimedInput] = []
  /// How many further inputs were not kept.
  public private(set) var unkeptInputCount = 0
  private var proof = CheckpointedDigest()
  /// The inputs of the current batch.
  private var newInputs: [TimedInput] = []
  /// The changes of findings by the current stall.
  private var stallChanges: [TimedFindingChange] = []

  /// The maximum number of inputs kept: no user makes more, but a log may contain any number.
  public static let inputLimit = 65_536

  /// Creates the model of a run before its first event.
  public init(
    of start: RunStart, in scenario: ScenarioDescription?, thresholds: LintThresholds = .init()
  ) {
    (self.start, self.scenario, self.thresholds) = (start, scenario, thresholds)
    analysis = Analysis(
      thresholds: thresholds, areParentsScopes: start.areParentsScopes,
      sleepsStandForIO: start.clock == .virtual)
  }

  /// Creates the model of a repeatable run before its first event.
  public init(
    of start: RunSpecification, in scenario: ScenarioDescription?,
    thresholds: LintThresholds = .init()
  ) {
    self.init(of: RunStart(start), in: scenario, thresholds: thresholds)
  }

  /// The digest of all events so far, and their number.
  public var digest: TraceDigest { proof.digest }

  /// The specification that repeats the run so far; `nil` if this program can't repeat it, or if
  /// not all inputs are kept.
  public var specification: RunSpecification? {
    guard unkeptInputCount == 0 else { return nil }
    var specification = start.specification
    specification?.inputs = inputs
    return specification
  }

  /// Makes the lints use other thresholds from now on.
  public mutating func use(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    analysis.use(thresholds)
  }

  /// Passes what takes the most room of a copy that is kept through a transfer: nothing but counts
  /// may be used while it is away.
  package mutating func pass(through transfer: inout ByteTransfer) {
    analysis.pass(through: &transfer)
  }

  /// Folds a batch, and returns what a writer of a log needs of it.
  @discardableResult
  public mutating func fold(_ batch: EventBatch) -> FoldedBatch {
    for event in batch.events { fold(event) }
    return close(batch)
  }

  /// Folds one event of a batch, for a caller that reads the model after each; `close` has to
  /// follow.
  ///
  /// - Complexity: Constant time.
  public mutating func fold(_ event: Event) {
    analysis.fold(event)
    proof.fold(event)
    if case .input(let input) = event.kind { note(input, at: event.instant) }
  }

  /// Ends a batch, all of whose events have been folded, at the instant and state that the run has
  /// reached.
  public mutating func close(_ batch: EventBatch) -> FoldedBatch {
    // A stall is handled last, so that its findings can be separated from the others: if the run
    // continues later, its log has to equal that of a run that never stalled.
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
      stallChanges += more
    }
    folded.changesAtEnd = stallChanges
    folded.lastingFindings = lastingFindings
    folded.checkpoints = proof.takeCheckpoints()
    folded.newInputs = newInputs
    newInputs = []
    return folded
  }

  private var lastingFindings: [Finding] {
    guard case .raised(let finding) = stallChanges.first?.change else { return analysis.findings }
    return analysis.findings.filter { $0 != finding }
  }

  /// The changes without the end of a stall, whose beginning was never logged.
  private mutating func lasting(_ changes: [TimedFindingChange]) -> [TimedFindingChange] {
    guard case .raised(let finding) = stallChanges.first?.change,
      let index = changes.firstIndex(where: { $0.change == .cleared(finding) })
    else { return changes }
    stallChanges = []
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
