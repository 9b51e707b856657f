public import WeirEvents
public import WeirLog

/// The result of reading a log: its header, how it ended, and what was skipped, corrected or lost.
public struct LogReading: Hashable, Sendable {
  /// Why reading ended.
  public enum Ending: Hashable, Sendable {
    /// The log has an `end` line.
    case end(EndReason)
    /// The log stops without an `end` line. The line is the last complete one, counted from 1.
    case cut(line: Int)
    /// A line is invalid, or the system can't read.
    case failed(SessionError)
  }

  /// The header of the log.
  public let header: LogHeader
  /// Why reading ended; `nil` while there may be more to read.
  public internal(set) var ending: Ending?
  /// What the reader skipped or corrected.
  public internal(set) var report = ReadingReport()
  /// How many events the log itself says were lost by the program that wrote it.
  public internal(set) var lostEvents = 0
  /// How many of the events counted at the end of the log are missing.
  public internal(set) var missingEvents = 0
  /// How many inputs were ignored because this program does not have their knobs.
  public internal(set) var unknownInputs = 0
  /// How many inputs were not kept, beyond `RunModel.inputLimit`.
  public internal(set) var unkeptInputs = 0
  /// How many invalid lines of a real program were skipped.
  public internal(set) var invalidLines = 0
  /// Whether the digest at the end does not match the events, so that the log was modified.
  public internal(set) var isDigestWrong = false
  /// How many lines follow the `end` line; they are ignored.
  public internal(set) var linesAfterEnd = 0
  /// Whether the log contains only the inputs of the run, and no other events.
  public internal(set) var isOnlyInputs = false

  init(_ header: LogHeader) { self.header = header }

  /// Whether the log is not of a run of weir itself.
  public var isForeign: Bool {
    !header.isOwn
  }

  /// What was skipped, corrected or lost, in words; empty if nothing was.
  public var remarks: [Remark] {
    let lost = Remark.ifAny(
      lostEvents, "event lost by the program that wrote the log",
      "events lost by the program that wrote the log")
    return report.remarks + [lost].compactMap(\.self) + remarksOnLog
  }

  /// The remarks without the events lost by the program that wrote the log, for a caller that
  /// learns about those from the events.
  public var remarksOnReading: [Remark] { report.remarks + remarksOnLog }

  private var remarksOnLog: [Remark] {
    [
      Remark.ifAny(
        missingEvents, "event counted by the log is missing",
        "events counted by the log are missing"),
      .ifAny(invalidLines, "invalid line skipped", "invalid lines skipped"),
      .ifAny(
        unknownInputs, "input left out, for an unknown knob",
        "inputs left out, for unknown knobs"),
      .ifAny(
        unkeptInputs, "input left out, beyond the limit",
        "inputs left out, beyond the limit"),
      .ifAny(
        isDigestWrong ? 1 : 0, "digest that does not match the events: the log was modified", ""),
      .ifAny(
        linesAfterEnd, "line after the end of the log ignored",
        "lines after the end of the log ignored"),
    ].compactMap(\.self)
  }

  /// The remarks as an object, with the line at which the log is cut or invalid; `nil` if all was
  /// well.
  var json: JSONValue? {
    let counts = [
      ("unknownKinds", report.kinds), ("unknownWords", report.words), ("unknownKeys", report.keys),
      ("longLines", report.longLines), ("earlyLines", report.lateLines), ("names", report.names),
      ("origins", report.origins), ("awaitedTasks", report.tasks), ("lostEvents", lostEvents),
      ("missingEvents", missingEvents), ("unknownInputs", unknownInputs),
      ("unkeptInputs", unkeptInputs), ("linesAfterEnd", linesAfterEnd),
    ]
    var members = counts.filter { $0.1 > 0 }.map { JSONValue.Member($0.0, .count($0.1)) }
    if isDigestWrong { members.append(.init("wrongDigest", .bool(true))) }
    switch ending {
    case .cut(let line): members.append(.init("cutAfterLine", .count(line)))
    case .failed(let error):
      if let line = error.line { members.append(.init("wrongLine", .count(line))) }
      members.append(.init("error", .string(error.description)))
    case .end, nil: break
    }
    return members.isEmpty ? nil : .object(members)
  }
}

extension SessionError {
  /// The invalid line of a log, counted from 1; `nil` if the error is not about a single line.
  public var line: Int? {
    guard case .notUnderstood(_, .badLine(let line, _)) = self else { return nil }
    return line
  }
}
