public import WeirEvents
import WeirFiles
public import WeirLog

/// A reader of a session log with a path.
///
/// See `LogReader` for what is skipped and what is an error; the errors here include the path.
public struct SessionReader: ~Copyable {
  /// The name of the log in messages.
  public let path: String
  private var log: LogReader

  /// Opens a log or a pipe, and reads the header.
  ///
  /// - Throws: `SessionError` if it can't be opened, or does not begin with a valid header.
  public init(path: String) throws(SessionError) {
    let descriptor: Int32
    do { descriptor = try TextFile(path: path).descriptor(acceptsPipes: true) } catch {
      throw .cannotRead(path: path, error)
    }
    try self.init(ByteSource(descriptor: descriptor, isOwned: true), path: path)
  }

  /// Creates a reader of a log in memory, and reads the header.
  ///
  /// - Throws: `SessionError.notUnderstood` if the header is invalid.
  public init(_ bytes: some Sequence<UInt8>, path: String) throws(SessionError) {
    try self.init(ByteSource(bytes), path: path)
  }

  /// Creates a reader of any source, such as standard input, and reads the header.
  ///
  /// - Throws: `SessionError` if it can't be read, or the header is invalid.
  public init(_ source: consuming ByteSource, path: String) throws(SessionError) {
    self.path = path
    do { log = try LogReader(source) } catch { throw SessionError(error, path: path) }
  }

  /// The header of the log.
  public var header: LogHeader { log.header }
  /// The header as it was read.
  public var headerLine: [UInt8] { log.headerLine }
  /// How far the clock of the log was moved, in nanoseconds.
  public var shift: Int64 { log.shift }
  /// The instant of the last line read.
  public var now: VirtualInstant { log.now }
  /// Whether the log ends in the middle of a line, as far as it has been read.
  public var isCut: Bool { log.isCut }
  /// The number of the last line read, counted from 1; the header is line 1.
  public var lineNumber: Int { log.lineNumber }
  /// Whether the next line has arrived, so that reading it does not wait for the source.
  public var hasLine: Bool { log.hasLine }
  /// What has been skipped or corrected so far.
  public var report: ReadingReport { log.report }

  /// Moves the clock of the log so that the last line read is at an instant.
  public mutating func move(lastLineTo instant: VirtualInstant) { log.move(lastLineTo: instant) }

  /// Passes each line on as it is, before it is read.
  public mutating func tap(_ take: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Void) {
    log.tap = take
  }

  /// Returns the next line that is understood; `nil` at the end.
  ///
  /// - Throws: `SessionError` if a line is invalid or the source can't be read.
  public mutating func next() throws(SessionError) -> SessionEntry? {
    do { return try log.next() } catch { throw SessionError(error, path: path) }
  }

  /// Appends the next events to an array, at most `limit`, up to the next line of another kind. //
  /// - Throws: `SessionError` if a line is invalid or the source can't be read; the events before
  /// that are appended.
  public mutating func readEvents(
    into events: inout [Event], limit: Int
  ) throws(SessionError) -> LogReader.Stop {
    do { return try log.readEvents(into: &events, limit: limit) } catch {
      throw SessionError(error, path: path)
    }
  }

  /// Reads all remaining lines.
  ///
  /// - Throws: `SessionError` if a line is invalid or the source can't be read.
  public mutating func readAll() throws(SessionError) -> [SessionEntry] {
    var entries: [SessionEntry] = []
    while let entry = try next() { entries.append(entry) }
    return entries
  }
}

extension SessionError {
  init(_ error: LogError, path: String) {
    if case .unreadable(let code) = error {
      self = .cannotRead(path: path, .system(FileSystemError(code)))
    } else {
      self = .notUnderstood(path: path, error)
    }
  }
}
