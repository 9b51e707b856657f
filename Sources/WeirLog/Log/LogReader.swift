public import WeirEvents

/// Reads a session log, line by line, in little memory however long it is.
///
/// It bears with logs of other programs: what it does not know, it skips and counts. A last line
/// that is cut, as after a crash, is the end. A whole line of a known kind that is wrong is an error;
/// the next call reads on after it.
public struct LogReader: ~Copyable {
  public let header: LogHeader
  /// The instant of the line that was read last, up to which time has gone on. An event may have
  /// happened earlier, if it is told late (`since`).
  public private(set) var now = VirtualInstant.zero

  private var lines: LogLines
  private let names: NameTable
  private var compactScanner: FieldScanner
  private var spacedScanner: FieldScanner
  /// Whether lines that look as ours are read by a scanner, not by the general parser.
  private let scans: Bool
  /// How much earlier than the line before a line may be.
  private let tolerance: Int64
  private var counts = ReadingReport()

  /// How much earlier than the line before a line of a real clock may be, in nanoseconds.
  private static let realClockTolerance: Int64 = 1_000_000_000

  /// Reads the header of a log. A byte order mark, which some editors put first, is passed over.
  public init(_ source: consuming ByteSource) throws(LogError) {
    try self.init(source, blockSize: LogLines.blockSize)
  }

  /// - Parameter scans: false to read every line with the general parser.
  init(
    _ source: consuming ByteSource, blockSize: Int, names: NameTable = NameTable(),
    scans: Bool = true
  ) throws(LogError) {
    self.names = names
    lines = LogLines(source, blockSize: blockSize)
    compactScanner = FieldScanner(.compact, names)
    spacedScanner = FieldScanner(.spaced, names)
    self.scans = scans
    guard let first = try lines.next(skipsLong: false), lines.longCount == 0,
      let json = try? JSONParser.parse(LogReader.withoutMark(first))
    else { throw .notALog }
    header = try LogHeader(json)
    tolerance = header.clock == .real ? LogReader.realClockTolerance : 0
  }

  private static func withoutMark(
    _ line: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    line.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: line[3...]) : line
  }

  /// Whether the log was found to end in the middle of a line.
  public var isCut: Bool { lines.isCut }

  /// The number of the line that was read last, counted from 1; the header is the first one.
  public var lineNumber: Int { lines.number }

  /// What was skipped or mended so far.
  public var report: ReadingReport {
    var report = counts
    report.longLines = lines.longCount
    report.names = names.othersCount
    return report
  }
}

// MARK: Reading

extension LogReader {
  /// The next line that is understood; nil at the end.
  public mutating func next() throws(LogError) -> SessionEntry? {
    while let line = try lines.next() {
      if let entry = try entry(of: line) { return entry }
    }
    return nil
  }

  /// Why `readEvents` stopped.
  public enum Stop: Equatable, Sendable {
    /// It has read as many events as it was to read.
    case limit
    /// A line came that is no event.
    case entry(SessionEntry)
    /// There are no more lines.
    case end
  }

  /// Appends the next events to some, up to the next line of another kind.
  ///
  /// This is the fast way to read a long log: millions of events a second.
  /// - Parameter limit: so many are appended at most.
  /// - Throws: `LogError`; the events before the line that is wrong are appended.
  public mutating func readEvents(
    into events: inout [Event], limit: Int
  ) throws(LogError) -> Stop {
    var rest = limit
    while rest > 0 {
      guard let line = try lines.next() else { return .end }
      if let event = scan(line) {
        events.append(try placed(event))
        rest -= 1
      } else if let entry = try readSlowly(line) {
        guard case .event(let event) = entry else { return .entry(entry) }
        events.append(event)
        rest -= 1
      }
    }
    return .limit
  }

  private mutating func entry(
    of line: UnsafeBufferPointer<UInt8>
  ) throws(LogError) -> SessionEntry? {
    guard let event = scan(line) else { return try readSlowly(line) }
    return .event(try placed(event))
  }

  /// The event of a line that looks as ours, with or without spaces.
  private mutating func scan(_ line: UnsafeBufferPointer<UInt8>) -> TimedEvent? {
    guard scans, line.count > 5 else { return nil }
    return line[5] == UInt8(ascii: " ") ? spacedScanner.event(line) : compactScanner.event(line)
  }

  /// Reads a line with the general parser; nil if it is to be skipped.
  private mutating func readSlowly(
    _ line: UnsafeBufferPointer<UInt8>
  ) throws(LogError) -> SessionEntry? {
    switch try decode(line) {
    case .event(let event): .event(try placed(event))
    case .derived(let entry):
      try advance(to: entry.instant) ? entry : entry.at(now)
    case nil: nil
    }
  }

  private mutating func decode(
    _ line: UnsafeBufferPointer<UInt8>
  ) throws(LogError) -> EntryDecoder.Line? {
    do throws(FieldFailure) {
      var fields = try WireFields(try LogReader.json(line), names)
      let content = try EntryDecoder.decode(&fields)
      if content == nil {
        counts.kinds += 1
      } else {
        counts.keys += fields.unknownCount
        counts.tasks += fields.leftOutTaskCount
        if fields.leavesOutOrigin { counts.origins += 1 }
      }
      return content
    } catch {
      guard error.isUnknownWord else { throw .badLine(lines.number, problem: error.problem) }
      counts.words += 1
      return nil
    }
  }

  private static func json(
    _ line: UnsafeBufferPointer<UInt8>
  ) throws(FieldFailure) -> JSONValue {
    do throws(JSONParser.Failure) { return try JSONParser.parse(line) } catch {
      throw FieldFailure(problem: "it is not JSON, from byte \(error.offset + 1) on")
    }
  }

  private mutating func placed(_ event: TimedEvent) throws(LogError) -> Event {
    try advance(to: event.at)
    return Event(min(event.since, now), event.kind)
  }

  /// Takes time on to the instant of a line; one that is a little too early is taken as that of the
  /// line before.
  ///
  /// - Returns: whether the line keeps its instant.
  @discardableResult
  private mutating func advance(to instant: VirtualInstant) throws(LogError) -> Bool {
    guard instant < now else {
      now = instant
      return true
    }
    guard now.nanoseconds - instant.nanoseconds <= tolerance else {
      throw .badLine(lines.number, problem: "it is earlier than the line before")
    }
    counts.lateLines += 1
    return false
  }
}

extension SessionEntry {
  /// The same at another instant.
  fileprivate func at(_ instant: VirtualInstant) -> SessionEntry {
    switch self {
    case .event(let event): .event(Event(instant, event.kind))
    case .finding(let change, _): .finding(change, instant)
    case .checkpoint(let checkpoint): .checkpoint(checkpoint.at(instant))
    case .end(let checkpoint, let reason): .end(checkpoint.at(instant), reason)
    }
  }
}

extension SessionEntry.Checkpoint {
  fileprivate func at(_ instant: VirtualInstant) -> SessionEntry.Checkpoint {
    .init(instant: instant, events: events, digest: digest)
  }
}
