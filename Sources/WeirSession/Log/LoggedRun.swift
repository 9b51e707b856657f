public import WeirAnalysis
public import WeirEvents
import WeirLog

/// A run as its log tells it, folded block by block while the log is read.
///
/// Of a log of weir this is the model of the run itself. Memory does not grow with the length of the
/// log.
public struct LoggedRun: ~Copyable {
  /// All that is known of the run so far.
  public private(set) var model: RunModel
  /// How the reading goes.
  public private(set) var reading: LogReading
  /// The findings that were raised so far, whether or not they still hold.
  public private(set) var findings = RaisedFindings()

  private var reader: SessionReader
  private var block: [Event] = []
  private var inputCount = 0
  private var snapshotLosses: UInt64 = 0
  private var pulseLosses: UInt64 = 0
  /// How many events there were as the last checkpoint, or the end, has it, and their digest.
  private var proof: SessionEntry.Checkpoint?

  /// So many events are read at a time.
  private static let blockSize = 8192

  /// Begins after the header of a log.
  ///
  /// - Parameter scenario: the scenario that the header names, if this program has it.
  public init(
    _ reader: consuming SessionReader, in scenario: ScenarioDescription?,
    thresholds: LintThresholds = .init()
  ) {
    let header = reader.header
    self.reader = reader
    reading = LogReading(header)
    model = RunModel(of: header.start(in: scenario), in: scenario, thresholds: thresholds)
    block.reserveCapacity(LoggedRun.blockSize)
  }

  /// Reads and folds some events more.
  ///
  /// - Returns: false if there is nothing more to read; `reading.ending` says why.
  public mutating func readOn() -> Bool {
    block.removeAll(keepingCapacity: true)
    do throws(SessionError) {
      let stop = try reader.readEvents(into: &block, limit: LoggedRun.blockSize)
      if case .end = reading.ending { return ignore(stop) }
      foldBlock()
      return take(stop)
    } catch {
      // What follows the end and is no line of a log, such as the summary of a simulation, is read
      // so that a pipe's writer is not stopped.
      if case .end = reading.ending { return error.line == nil ? finish() : true }
      foldBlock()
      close(.running)
      reading.ending = .failed(error)
      return finish()
    }
  }

  /// Notes in `reading` what there was up to here, for a caller who reads no further.
  public mutating func stop() { _ = finish() }
}

// MARK: Reading

extension LoggedRun {
  private mutating func take(_ stop: LogReader.Stop) -> Bool {
    switch stop {
    case .limit: close(.running)
    case .entry(.checkpoint(let checkpoint)):
      proof = checkpoint
      close(.running)
    case .entry(.end(let checkpoint, let reason)):
      proof = checkpoint
      close(RunState(reason))
      reading.ending = .end(reason)
    case .entry: break
    case .end:
      close(.running)
      reading.ending = .cut(line: reader.lineNumber)
      return finish()
    }
    return true
  }

  /// Passes over what follows the line that ends the log.
  private mutating func ignore(_ stop: LogReader.Stop) -> Bool {
    reading.linesAfterEnd += block.count
    switch stop {
    case .limit: return true
    case .entry:
      reading.linesAfterEnd += 1
      return true
    case .end:
      if reader.isCut { reading.linesAfterEnd += 1 }
      return finish()
    }
  }

  private mutating func foldBlock() {
    for event in block {
      model.fold(event)
      if case .input = event.kind { inputCount += 1 }
      if case .source(let source) = event.kind { note(source) }
    }
  }

  /// Notes what the source says that it lost: all so far, or at once.
  private mutating func note(_ source: SourceEvent) {
    if case .pulse(_, let lost, _) = source { pulseLosses = max(pulseLosses, lost) }
    if case .snapshotBegan(let lost, _) = source {
      snapshotLosses = UInt64(clamping: Int128(snapshotLosses) + Int128(lost))
    }
  }

  private mutating func close(_ state: RunState) {
    let folded = model.close(EventBatch(events: [], now: reader.now, state: state))
    findings.take(folded.findingChanges)
  }

  private mutating func finish() -> Bool {
    let eventCount = model.analysis.eventCount
    reading.report = reader.report
    reading.lostEvents = Int(clamping: max(pulseLosses, snapshotLosses))
    reading.unknownInputs = inputCount - model.inputs.count
    guard let proof else { return false }
    let (difference, isTooLarge) = proof.events.subtractingReportingOverflow(eventCount)
    let missing = isTooLarge ? .max : difference
    guard missing <= 0 || inputCount < eventCount else {
      reading.isOnlyInputs = true
      return false
    }
    let report = reading.report
    reading.missingEvents = max(missing - report.kinds - report.words - report.longLines, 0)
    if case .end = reading.ending, report.isClean, missing == 0, !reading.isForeign,
      reading.header.format >= 2,
      let digest = proof.digest
    {
      reading.isDigestWrong = digest != model.digest.hexadecimal
    }
    return false
  }
}

extension RunState {
  /// How a run ended whose recording ended for a reason.
  fileprivate init(_ reason: EndReason) {
    switch reason {
    case .finished, .exited: self = .finished
    case .stalled: self = .stalled
    case .quit, .limit, .full: self = .running
    }
  }
}
