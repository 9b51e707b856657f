public import WeirEvents

/// A reader of a session log, line by line, in constant memory.
///
/// It tolerates logs of other programs: what it does not know, it skips and counts. A truncated
/// last line, as after a crash, is the end. A complete invalid line of a known kind is an error;
/// the next call continues after it.
public struct LogReader: ~Copyable {
  /// The header of the log.
  public let header: LogHeader
  /// The header as it was read.
  public let headerLine: [UInt8]
  /// Called with each line as it is, before it is read; its bytes are valid during the call.
  public var tap: (@Sendable (UnsafeBufferPointer<UInt8>) -> Void)?
  /// The instant of the last line read. An event may have happened earlier if it is reported late
  /// (`since`).
  public private(set) var now = VirtualInstant.zero

  /// What is added to each instant of the log, in nanoseconds: where its clock began on that of the
  /// log that it continues.
  public private(set) var shift: Int64 = 0

  private var lines: LogLines
  private let names: NameTable
  private var compactScanner: FieldScanner
  private var spacedScanner: FieldScanner
  /// Whether lines in our own form are read by a scanner instead of the general parser.
  private let scans: Bool
  /// How much earlier than the previous line a line may be, in nanoseconds.
  private let tolerance: Int64
  private var counts = ReadingReport()

  /// How much earlier than the previous line a line with a real clock may be, in nanoseconds.
  private static let realClockTolerance: Int64 = 1_000_000_000

  /// Creates a reader, and reads the header. A byte order mark, which some editors add, is skipped.
  ///
  /// - Throws: `LogError` if the source can't be read, or does not begin with a header of a known
  ///   version.
  public init(_ source: consuming ByteSource) throws(LogError) {
    try self.init(source, blockSize: LogLines.blockSize)
  }

  /// - Parameter scans: `false` to read every line with the general parser.
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
    headerLine = Array(LogReader.withoutMark(first))
    tolerance = header.clock == .real ? LogReader.realClockTolerance : 0
  }

  private static func withoutMark(
    _ line: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    line.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: line[3...]) : line
  }

  /// Whether the log ends in the middle of a line, as far as it has been read.
  public var isCut: Bool { lines.isCut }

  /// The number of the last line read, counted from 1; the header is line 1.
  public var lineNumber: Int { lines.number }

  /// Whether the next line has arrived, so that reading it does not wait for the source.
  public var hasLine: Bool { lines.hasLine }

  /// What has been skipped or corrected so far.
  public var report: ReadingReport {
    var report = counts
    report.longLines = lines.longCount
    report.names = names.othersCount
    return report
  }
}

// MARK: Reading

extension LogReader {
  /// Moves the clock of the log so that the last line read is at an instant, and all that follow
  /// are as long after it as they say.
  public mutating func move(lastLineTo instant: VirtualInstant) {
    let (difference, overflow) = instant.nanoseconds.subtractingReportingOverflow(now.nanoseconds)
    shift = overflow ? 0 : shift.saturatingPlus(difference)
    (compactScanner.shift, spacedScanner.shift) = (shift, shift)
    now = instant
  }

  /// Returns the next line that is understood; `nil` at the end.
  ///
  /// - Throws: `LogError` if a line is invalid or the source can't be read.
  public mutating func next() throws(LogError) -> SessionEntry? {
    while let line = try lines.next() {
      tap?(line)
      if let entry = try entry(of: line) { return entry }
    }
    return nil
  }

  /// Why `readEvents` stopped.
  public enum Stop: Equatable, Sendable {
    /// The limit was reached.
    case limit
    /// The next line is not an event.
    case entry(SessionEntry)
    /// There are no more lines.
    case end
  }

  /// Appends the next events to an array, up to the next line of another kind.
  ///
  /// This is the fast way to read a long log: millions of events a second.
  /// - Parameter limit: The maximum number of events appended.
  /// - Throws: `LogError` if a line is invalid or the source can't be read; the events before that
  ///   are appended.
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

  /// The event of a line in our own form, with or without spaces; `nil` if it has another form.
  private mutating func scan(_ line: UnsafeBufferPointer<UInt8>) -> TimedEvent? {
    guard scans, line.count > 5 else { return nil }
    return line[5] == UInt8(ascii: " ") ? spacedScanner.event(line) : compactScanner.event(line)
  }

  /// Reads a line with the general parser; `nil` if it is skipped.
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
      var fields = try WireFields(try LogReader.json(line), names, shift: shift)
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
      throw FieldFailure(problem: "it is not valid JSON from byte \(error.offset + 1) on")
    }
  }

  private mutating func placed(_ event: TimedEvent) throws(LogError) -> Event {
    try advance(to: event.at)
    return Event(min(event.since, now), event.kind)
  }

  /// Advances to the instant of a line; a line that is slightly too early gets the instant of the
  /// previous line.
  ///
  /// - Returns: Whether the line keeps its instant.
  @discardableResult
  private mutating func advance(to instant: VirtualInstant) throws(LogError) -> Bool {
    guard instant < now else {
      now = instant
      return true
    }
    guard now.nanoseconds - instant.nanoseconds <= tolerance else {
      throw .badLine(lines.number, problem: "it is earlier than the previous line")
    }
    counts.lateLines += 1
    return false
  }
}

extension SessionEntry {
  /// The same entry at another instant.
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
