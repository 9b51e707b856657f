public import WeirEvents
import WeirFiles
public import WeirLog

/// Reads a session log that has a path.
///
/// See `LogReader` for what is skipped and what is an error; here errors name the path.
public struct SessionReader: ~Copyable {
  /// What to call the log in messages.
  public let path: String
  private var log: LogReader

  /// Opens a log and reads its header. A pipe is taken, too.
  public init(path: String) throws(SessionError) {
    let descriptor: Int32
    do { descriptor = try TextFile(path: path).descriptor(acceptsPipes: true) } catch {
      throw .cannotRead(path: path, error)
    }
    try self.init(ByteSource(descriptor: descriptor, isOwned: true), path: path)
  }

  /// Reads the header of a log that is in memory.
  public init(_ bytes: some Sequence<UInt8>, path: String) throws(SessionError) {
    try self.init(ByteSource(bytes), path: path)
  }

  /// Reads the header of a log from anywhere, such as standard input.
  public init(_ source: consuming ByteSource, path: String) throws(SessionError) {
    self.path = path
    do { log = try LogReader(source) } catch { throw SessionError(error, path: path) }
  }

  public var header: LogHeader { log.header }
  /// The instant of the line that was read last, up to which time has gone on.
  public var now: VirtualInstant { log.now }
  /// Whether the log was found to end in the middle of a line.
  public var isCut: Bool { log.isCut }
  /// How many whole lines have been read, the header and those that were skipped included.
  public var lineCount: Int { log.lineCount }
  /// What was skipped or mended so far.
  public var report: ReadingReport { log.report }

  /// The next line that is understood; nil at the end.
  public mutating func next() throws(SessionError) -> SessionEntry? {
    do { return try log.next() } catch { throw SessionError(error, path: path) }
  }

  /// Appends the next events to some, at most `limit`, up to the next line of another kind.
  public mutating func readEvents(
    into events: inout [Event], limit: Int
  ) throws(SessionError) -> LogReader.Stop {
    do { return try log.readEvents(into: &events, limit: limit) } catch {
      throw SessionError(error, path: path)
    }
  }

  /// All lines that are left.
  public mutating func readAll() throws(SessionError) -> [SessionEntry] {
    var entries: [SessionEntry] = []
    while let entry = try next() { entries.append(entry) }
    return entries
  }
}

extension SessionError {
  fileprivate init(_ error: LogError, path: String) {
    if case .unreadable(let code) = error {
      self = .cannotRead(path: path, .system(FileTrouble(code)))
    } else {
      self = .notUnderstood(path: path, error)
    }
  }
}
