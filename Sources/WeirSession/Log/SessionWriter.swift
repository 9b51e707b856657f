public import WeirEvents
import WeirFiles
public import WeirLog

/// A writer of a run to a session log, as its events arrive.
///
/// Lines are written to the output when there are many, when the caller calls `flush`, which it
/// does once a second, and at the end. After an error the log ends where it is; don't use the
/// writer any more.
public struct SessionWriter: Sendable {
  private let output: any SessionOutput
  private var log: LogWriter
  private var hasEnded = false

  /// Creates a log with its header, which is readable when this returns.
  ///
  /// - Throws: `SessionError.cannotWrite`, as `flush` does.
  public init(
    _ header: LogHeader, level: RecordLevel = .all, to output: any SessionOutput
  ) throws(SessionError) {
    self.output = output
    log = LogWriter(header, level: level)
    try flush()
  }

  /// Writes the events of a batch, the changes of findings, and the checkpoints up to its end.
  ///
  /// The first batch contains the first event of the run, and each batch continues the previous
  /// one.
  ///
  /// - Throws: `SessionError.cannotWrite`, as `flush` does.
  public mutating func write(_ batch: FoldedBatch) throws(SessionError) {
    let output = output
    var shortage: FileProblem?
    do throws(SessionError) {
      try log.write(batch) { bytes throws(SessionError) in
        try output.write(bytes)
        shortage = output.shortage
        if let shortage { throw .cannotWrite(path: output.path, shortage) }
      }
    } catch {
      if shortage != nil { try end(.full) }
      throw error
    }
  }

  /// Writes the collected lines to the output.
  ///
  /// - Throws: `SessionError.cannotWrite`, also if the disk is nearly full, or if the file was
  ///   moved or made read-only; the log has its last line then.
  public mutating func flush() throws(SessionError) {
    if !hasEnded, let loss = output.loss {
      if loss.leavesFile { try end(.quit) }
      throw .cannotWrite(path: output.path, loss)
    }
    try emitLines()
    guard !hasEnded, let shortage = output.shortage else { return }
    try end(.full)
    throw .cannotWrite(path: output.path, shortage)
  }

  /// Writes the last line, and all collected lines to the output.
  ///
  /// - Throws: `SessionError.cannotWrite` if they can't be written, or can't be found where the log
  ///   should be.
  public mutating func end(_ reason: EndReason) throws(SessionError) {
    log.end(reason)
    hasEnded = true
    try emitLines()
    if let loss = output.loss { throw .cannotWrite(path: output.path, loss) }
  }

  private mutating func emitLines() throws(SessionError) {
    let bytes = log.takeBytes()
    if !bytes.isEmpty { try output.write(bytes) }
  }
}
