import WeirAnalysis
public import WeirEvents
public import WeirLog

/// Counts of what has been read from a log, which at the end are compared with what the log says
/// about itself.
///
/// Everything that reads a log to its end uses this one type.
public struct LogTally: Sendable {
  /// The result of reading so far.
  public private(set) var reading: LogReading

  private let scenario: ScenarioDescription?
  private var eventCount = 0
  private var inputCount = 0
  private var snapshotLosses: UInt64 = 0
  private var pulseLosses: UInt64 = 0
  /// How many understood lines follow the end of the log.
  private var ignoredCount = 0
  /// What was skipped, corrected or lost in the logs that this one continues.
  private var former = ReadingReport()
  private var formerLosses = 0
  /// The number of events and the digest in the last checkpoint or the end.
  private var proof: SessionEntry.Checkpoint?

  /// Creates a tally after the header of a log.
  ///
  /// - Parameter scenario: The scenario that the header names, if this program has it.
  public init(_ header: LogHeader, in scenario: ScenarioDescription?) {
    self.scenario = scenario
    reading = LogReading(header)
  }

  /// Whether the `end` line has been read, so that what follows is ignored.
  public var isPastEnd: Bool {
    guard case .end = reading.ending else { return false }
    return true
  }

  /// Begins to count the events of another log that continues this one: what was skipped,
  /// corrected or lost before is kept.
  public mutating func beginNext() {
    former = reading.report
    formerLosses = reading.lostEvents
    (eventCount, inputCount, snapshotLosses, pulseLosses) = (0, 0, 0, 0)
    proof = nil
  }

  /// Counts a line that is invalid, and was skipped.
  public mutating func skipInvalidLine() { reading.invalidLines += 1 }

  /// Counts an event.
  public mutating func take(_ event: Event) {
    eventCount += 1
    switch event.kind {
    case .input(let input): take(input)
    case .source(let source): take(source)
    case _: break
    }
  }

  private mutating func take(_ input: InputEvent) {
    inputCount += 1
    if RunInput(input, in: scenario) == nil { reading.unknownInputs += 1 }
    reading.unkeptInputs = max(inputCount - reading.unknownInputs - RunModel.inputLimit, 0)
  }

  /// Counts the losses that the source reports: a total so far, or those before a snapshot.
  private mutating func take(_ source: SourceEvent) {
    switch source {
    case .pulse(_, let lost, _): pulseLosses = max(pulseLosses, lost)
    case .snapshotBegan(let lost, _):
      snapshotLosses = UInt64(clamping: Int128(snapshotLosses) + Int128(lost))
    case .snapshotEnded: break
    }
    let lost = Int(clamping: max(pulseLosses, snapshotLosses))
    reading.lostEvents = formerLosses.saturatingPlus(lost)
  }

  /// Notes a checkpoint, or that of the end.
  public mutating func take(_ checkpoint: SessionEntry.Checkpoint) { proof = checkpoint }

  /// Notes what the reader has skipped or corrected so far.
  public mutating func take(_ report: ReadingReport) {
    reading.report = former + report
  }

  /// Ends the reading, and compares what was read with what the log says about itself.
  ///
  /// - Parameters:
  ///   - ending: Why reading ended; `nil` if the caller just stops reading.
  ///   - report: What was skipped or corrected.
  ///   - digest: The digest of all events.
  public mutating func end(
    _ ending: LogReading.Ending?, _ report: ReadingReport, digest: TraceDigest
  ) {
    (reading.ending, reading.report) = (ending, former + report)
    guard let proof else { return }
    let (difference, isTooLarge) = proof.events.subtractingReportingOverflow(eventCount)
    let missing = isTooLarge ? .max : difference
    guard missing <= 0 || inputCount < eventCount else {
      reading.isOnlyInputs = true
      return
    }
    let skipped = report.kinds + report.words + report.longLines + reading.invalidLines
    reading.missingEvents = max(missing - skipped, 0)
    if isPastEnd, report.isClean, missing == 0, !reading.isForeign, reading.header.format >= 2,
      let expected = proof.digest
    {
      reading.isDigestWrong = expected != digest.hexadecimal
    }
  }

  /// Counts understood lines that follow the end.
  public mutating func ignore(_ count: Int, _ reader: borrowing SessionReader) {
    ignoredCount += count
    let skipped = reader.report.kinds + reader.report.words
    let former = reading.report.kinds + reading.report.words
    reading.linesAfterEnd = ignoredCount + skipped - former + (reader.isCut ? 1 : 0)
  }
}
