public import WeirAnalysis
public import WeirEvents
import WeirLog

/// A run as its log tells it, folded block by block while the log is read.
///
/// Of a log of weir this is the model of the run itself. Memory has a bound that does not grow with
/// the length of the log.
public struct LoggedRun: ~Copyable {
  /// All that is known of the run so far.
  public private(set) var model: RunModel
  /// The findings that were raised so far, whether or not they still hold.
  public private(set) var findings = RaisedFindings()

  private var reader: SessionReader
  private var block: [Event] = []
  private var tally: LogTally

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
    tally = LogTally(header, in: scenario)
    model = RunModel(of: header.start(in: scenario), in: scenario, thresholds: thresholds)
    block.reserveCapacity(LoggedRun.blockSize)
  }

  /// How the reading goes.
  public var reading: LogReading { tally.reading }

  /// Reads and folds some events more.
  ///
  /// - Returns: false if there is nothing more to read; `reading.ending` says why.
  public mutating func readOn() -> Bool {
    block.removeAll(keepingCapacity: true)
    do throws(SessionError) {
      let stop = try reader.readEvents(into: &block, limit: LoggedRun.blockSize)
      if tally.isPastEnd { return ignore(stop) }
      foldBlock()
      return take(stop)
    } catch {
      // What follows the end and is no line of a log, such as the summary of a simulation, is read
      // so that a pipe's writer is not stopped.
      if tally.isPastEnd {
        tally.ignore(block.count, reader)
        return error.line != nil
      }
      foldBlock()
      close(.running)
      end(.failed(error))
      return false
    }
  }

  /// Notes in `reading` what there was up to here, for a caller who reads no further.
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

  /// Passes over what follows the line that ends the log.
  private mutating func ignore(_ stop: LogReader.Stop) -> Bool {
    tally.ignore(block.count, reader)
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
