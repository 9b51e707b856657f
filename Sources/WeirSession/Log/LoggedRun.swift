public import WeirAnalysis
public import WeirEvents
import WeirLog

/// A run from a log, folded block by block while the log is read.
///
/// For a log of weir, the model equals that of the run itself. Memory has a bound that does not
/// grow with the length of the log.
public struct LoggedRun: ~Copyable {
  /// The model of the run so far.
  public private(set) var model: RunModel
  /// The findings raised so far, whether or not they have been cleared.
  public private(set) var findings = RaisedFindings()

  private var reader: SessionReader
  private var block: [Event] = []
  private var tally: LogTally

  /// The number of events read at a time.
  private static let blockSize = 8192

  /// Creates a run from a reader that has read the header.
  ///
  /// - Parameters:
  ///   - reader: The reader of the log.
  ///   - scenario: The scenario that the header names, if this program has it.
  ///   - thresholds: The thresholds of the lints.
  public init(
    _ reader: consuming SessionReader, in scenario: ScenarioDescription?,
    thresholds: LintThresholds = .init()
  ) {
    let header = reader.header
    self.reader = reader
    tally = LogTally(header, in: scenario)
    model = RunModel(of: header.start(in: scenario), in: scenario, thresholds: thresholds)
    block.reserveCapacity(LoggedRun.blockSize)
  }

  /// The result of reading so far.
  public var reading: LogReading { tally.reading }

  /// The events folded by the last call of `readOn`, in the order of the log.
  public var events: [Event] { block }

  /// Reads and folds the next block of events.
  ///
  /// - Returns: `false` if there is nothing more to read; `reading.ending` says why.
  public mutating func readOn() -> Bool {
    block.removeAll(keepingCapacity: true)
    do throws(SessionError) {
      let stop = try reader.readEvents(into: &block, limit: LoggedRun.blockSize)
      if tally.isPastEnd { return ignore(stop) }
      foldBlock()
      return take(stop)
    } catch {
      // What follows the end and is not a line of a log, such as the summary of a simulation, is
      // read, so that the writer of a pipe is not stopped.
      if tally.isPastEnd {
        tally.ignore(block.count, reader)
        block.removeAll(keepingCapacity: true)
        return error.line != nil
      }
      foldBlock()
      close(.running)
      end(.failed(error))
      return false
    }
  }

  /// Completes `reading` for a caller that stops reading here.
  public mutating func stop() { if reading.ending == nil { end(nil) } }
}

// MARK: Reading

extension LoggedRun {
  private mutating func take(_ stop: LogReader.Stop) -> Bool {
    switch stop {
    case .limit: close(.running)
    case .entry(.checkpoint(let checkpoint)):
      tally.take(checkpoint)
      close(.running)
    case .entry(.end(let checkpoint, let reason)):
      tally.take(checkpoint)
      close(RunState(reason))
      end(.end(reason))
    case .entry: break
    case .end:
      close(.running)
      end(.cut(line: reader.lineNumber))
      return false
    }
    return true
  }

  /// Skips what follows the `end` line.
  private mutating func ignore(_ stop: LogReader.Stop) -> Bool {
    tally.ignore(block.count, reader)
    block.removeAll(keepingCapacity: true)
    switch stop {
    case .limit: return true
    case .entry:
      tally.ignore(1, reader)
      return true
    case .end: return false
    }
  }

  private mutating func foldBlock() {
    for event in block {
      model.fold(event)
      tally.take(event)
    }
  }

  private mutating func close(_ state: RunState) {
    let folded = model.close(EventBatch(events: [], now: reader.now, state: state))
    findings.take(folded.findingChanges)
  }

  private mutating func end(_ ending: LogReading.Ending?) {
    tally.end(ending, reader.report, digest: model.digest)
  }
}
