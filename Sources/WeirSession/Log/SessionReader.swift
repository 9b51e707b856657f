public import Foundation
public import WeirEvents
import WeirFiles
public import WeirLog

/// Reads a session log, line by line.
///
/// What it does not know, kinds, keys and words such as the reason of a wait, it skips and counts. A last line that is cut, as after a crash, is the end.
public struct SessionReader {
  public let header: LogHeader
  /// What to call the log in messages.
  public let path: String
  /// What was skipped so far.
  public private(set) var skipped = Skipped()
  /// Whether the log was found to end in the middle of a line.
  public private(set) var isCut = false
  private var lines: LogLines
  /// The instant of the line that was read last.
  public private(set) var now = VirtualInstant.zero

  /// How much of a log was not understood.
  public struct Skipped: Hashable, Sendable {
    /// Lines of a kind, or with a word, that this program does not know.
    public var kinds = 0
    /// Keys that it does not know, in lines of a kind that it knows.
    public var keys = 0
    /// Lines of a real clock that were up to a second earlier than the line before.
    public var late = 0
  }

  /// Opens a log and reads its header.
  public init(path: String) throws(SessionError) {
    let data: Data
    do { data = try TextFile(path: path).mappedBytes() } catch {
      throw .cannotRead(path: path, error)
    }
    try self.init(data, path: path)
  }

  /// Reads the header of a log that is in memory. A byte order mark, which some editors put first,
  /// is passed over.
  public init(_ data: Data, path: String) throws(SessionError) {
    self.path = path
    lines = LogLines(data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data)
    guard let first = lines.next(), let json = try? JSONParser.parse(first[...]) else {
      throw .notUnderstood(path: path, .notALog)
    }
    do throws(LogError) { header = try LogHeader(json) } catch {
      throw .notUnderstood(path: path, error)
    }
  }

  /// The next line that is understood; nothing at the end.
  public mutating func next() throws(SessionError) -> SessionEntry? {
    while let line = lines.next() {
      if let entry = try read(line) { return entry }
    }
    isCut = lines.isCut
    return nil
  }

  /// All lines that are left.
  public mutating func readAll() throws(SessionError) -> [SessionEntry] {
    var entries: [SessionEntry] = []
    while let entry = try next() { entries.append(entry) }
    return entries
  }

  private mutating func read(_ line: [UInt8]) throws(SessionError) -> SessionEntry? {
    do throws(FieldFailure) {
      var fields = try WireFields(try json(line))
      guard let entry = try EntryDecoder.decode(&fields) else {
        skipped.kinds += 1
        return nil
      }
      skipped.keys += fields.unknownCount
      return try placed(entry, at: VirtualInstant(nanoseconds: try fields.number("t")))
    } catch {
      if error.isUnknownWord {
        skipped.kinds += 1
        return nil
      }
      throw .notUnderstood(path: path, .badLine(lines.number, problem: error.problem))
    }
  }

  /// A real clock may be a hair off: a line is taken as one of the line before, which is a second
  /// later at most.
  private mutating func placed(
    _ entry: SessionEntry, at instant: VirtualInstant
  ) throws(FieldFailure) -> SessionEntry {
    guard instant < now else {
      now = instant
      return entry
    }
    guard header.clock == .real, now.nanoseconds - instant.nanoseconds <= 1_000_000_000 else {
      throw FieldFailure(problem: "it is earlier than the line before")
    }
    skipped.late += 1
    switch entry {
    case .event(let event) where event.instant == instant: return .event(Event(now, event.kind))
    case .event: return entry
    case .finding(let change, _): return .finding(change, now)
    case .checkpoint(var checkpoint):
      checkpoint.instant = now
      return .checkpoint(checkpoint)
    case .end(var checkpoint, let reason):
      checkpoint.instant = now
      return .end(checkpoint, reason)
    }
  }

  private func json(_ line: [UInt8]) throws(FieldFailure) -> JSONValue {
    do throws(JSONParser.Failure) { return try JSONParser.parse(line[...]) } catch {
      throw FieldFailure(problem: "it is not JSON, from byte \(error.offset + 1) on")
    }
  }
}
