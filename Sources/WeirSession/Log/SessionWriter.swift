public import WeirEvents
import WeirFiles
public import WeirLog

/// Writes a run into a session log as its events come.
///
/// Lines are handed on when there are many, when `flush` is called, which the caller does once a
/// second, and at the end. After an error the log ends where it is, and the writer is to be given
/// up.
public struct SessionWriter: Sendable {
  private let output: any SessionOutput
  private var log: LogWriter
  private var hasEnded = false

  /// Begins a log with its header, which is readable when this returns.
  public init(
    _ header: LogHeader, level: RecordLevel = .all, to output: any SessionOutput
  ) throws(SessionError) {
    self.output = output
    log = LogWriter(header, level: level)
    try flush()
  }

  /// Writes some events, how the findings changed with them, and the checkpoints that time has
  /// passed.
  ///
  /// The first batch is that of the run's first event, and each one follows the one before.
  ///
  /// - Throws: as `flush` does.
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

  /// Hands on what was gathered.
  ///
  /// - Throws: `SessionError.cannotWrite`, also when the disk is nearly full: the log has then got
  ///   its last line.
  public mutating func flush() throws(SessionError) {
    try handOn()
    guard !hasEnded, let shortage = output.shortage else { return }
    try end(.full)
    throw .cannotWrite(path: output.path, shortage)
  }

  /// Writes the last line and hands on everything.
  public mutating func end(_ reason: EndReason) throws(SessionError) {
    log.end(reason)
    hasEnded = true
    try handOn()
  }

  private mutating func handOn() throws(SessionError) {
    let bytes = log.takeBytes()
    if !bytes.isEmpty { try output.write(bytes) }
  }
}
