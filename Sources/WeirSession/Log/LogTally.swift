import WeirAnalysis
public import WeirEvents
public import WeirLog

/// Counts what comes of a log while it is read, so that it is known at the end what is missing of
/// what the log says of itself.
///
/// The one place that knows this, for all who read a log to its end.
public struct LogTally: Sendable {
  /// How the reading goes.
  public private(set) var reading: LogReading

  private let scenario: ScenarioDescription?
  private var eventCount = 0
  private var inputCount = 0
  private var snapshotLosses: UInt64 = 0
  private var pulseLosses: UInt64 = 0
  /// How many lines of a log follow its end and are understood.
  private var ignoredCount = 0
  /// How many events there were as the last checkpoint, or the end, has it, and their digest.
  private var proof: SessionEntry.Checkpoint?

  /// Begins after the header of a log.
  ///
  /// - Parameter scenario: the scenario that the header names, if this program has it.
  public init(_ header: LogHeader, in scenario: ScenarioDescription?) {
    self.scenario = scenario
    reading = LogReading(header)
  }

  /// Whether the line that ends the log has been read, so that what follows is to be ignored.
  public var isPastEnd: Bool {
    guard case .end = reading.ending else { return false }
    return true
  }

  /// Takes in an event.
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

  /// Takes in what the source says that it lost: all so far, or at once.
  private mutating func take(_ source: SourceEvent) {
    switch source {
    case .pulse(_, let lost, _): pulseLosses = max(pulseLosses, lost)
    case .snapshotBegan(let lost, _):
      snapshotLosses = UInt64(clamping: Int128(snapshotLosses) + Int128(lost))
    case .snapshotEnded: break
    }
    reading.lostEvents = Int(clamping: max(pulseLosses, snapshotLosses))
  }

  /// Takes in a checkpoint, or the one of the end.
  public mutating func take(_ checkpoint: SessionEntry.Checkpoint) { proof = checkpoint }

  /// Takes in what the reader has skipped or mended so far.
  public mutating func take(_ report: ReadingReport) { reading.report = report }

  /// Compares what came with what the log says of itself. What follows is ignored.
  ///
  /// - Parameters:
  ///   - ending: nil where the caller reads no further.
  ///   - report: what was skipped or mended.
  ///   - digest: of all events.
  public mutating func end(
    _ ending: LogReading.Ending?, _ report: ReadingReport, digest: TraceDigest
  ) {
    (reading.ending, reading.report) = (ending, report)
    guard let proof else { return }
    let (difference, isTooLarge) = proof.events.subtractingReportingOverflow(eventCount)
    let missing = isTooLarge ? .max : difference
    guard missing <= 0 || inputCount < eventCount else {
      reading.isOnlyInputs = true
      return
    }
    reading.missingEvents = max(missing - report.kinds - report.words - report.longLines, 0)
    if isPastEnd, report.isClean, missing == 0, !reading.isForeign, reading.header.format >= 2,
      let expected = proof.digest
    {
      reading.isDigestWrong = expected != digest.hexadecimal
    }
  }

  /// Takes in that so many more lines were understood that follow the end.
  public mutating func ignore(_ count: Int, _ reader: borrowing SessionReader) {
    ignoredCount += count
    let skipped = reader.report.kinds + reader.report.words
    let former = reading.report.kinds + reading.report.words
    reading.linesAfterEnd = ignoredCount + skipped - former + (reader.isCut ? 1 : 0)
  }
}
