public import WeirEvents
public import WeirLog

/// How the reading of a log went: what its header says, how it ended, and what was skipped, mended
/// or lost.
public struct LogReading: Hashable, Sendable {
  /// Why there is nothing more to read.
  public enum Ending: Hashable, Sendable {
    /// The log has its last line.
    case end(EndReason)
    /// The log stops without its last line. The line is the last whole one, counted from 1.
    case cut(line: Int)
    /// A line is wrong, or the system failed to read on.
    case failed(SessionError)
  }

  public let header: LogHeader
  /// Nil while there may be more.
  public internal(set) var ending: Ending?
  /// What the reader skipped or mended.
  public internal(set) var report = ReadingReport()
  /// How many events the program that wrote the log lost, as it says itself.
  public internal(set) var lostEvents = 0
  /// How many events are missing of those that the log counts at its end.
  public internal(set) var missingEvents = 0
  /// How many inputs were left out because they are about knobs that this program does not have.
  public internal(set) var unknownInputs = 0
  /// How many inputs were left out beyond the number that is kept.
  public internal(set) var unkeptInputs = 0
  /// Whether the digest at the end is not that of the events, so that the log was changed.
  public internal(set) var isDigestWrong = false
  /// How many lines follow the line that ends the log; they are ignored.
  public internal(set) var linesAfterEnd = 0
  /// Whether the log has only the inputs of the run, and none of its other events.
  public internal(set) var isOnlyInputs = false

  init(_ header: LogHeader) { self.header = header }

  /// Whether another program wrote the log, or one that watched a real program.
  public var isForeign: Bool {
    !header.isOwn
  }

  /// What was skipped, mended or lost, in words; empty where all was well.
  public var remarks: [Remark] {
    let lost = Remark.ifAny(
      lostEvents, "event lost by the program that wrote the log",
      "events lost by the program that wrote the log")
    return report.remarks + [lost].compactMap(\.self) + remarksOnLog
  }

  /// The same without the events that were lost by the program that wrote the log, for a caller who
  /// learns of them from the events.
  public var remarksOnReading: [Remark] { report.remarks + remarksOnLog }

  private var remarksOnLog: [Remark] {
    [
      Remark.ifAny(
        missingEvents, "event missing of those that the log counts",
        "events missing of those that the log counts"),
      .ifAny(
        unknownInputs, "input left out, about a knob that is not known",
        "inputs left out, about knobs that are not known"),
      .ifAny(
        unkeptInputs, "input left out, beyond the number that is kept",
        "inputs left out, beyond the number that is kept"),
      .ifAny(
        isDigestWrong ? 1 : 0, "digest that is not that of the events: the log was changed", ""),
      .ifAny(
        linesAfterEnd, "line after the end of the log ignored",
        "lines after the end of the log ignored"),
    ].compactMap(\.self)
  }

  /// The same as an object, with where the log is cut or wrong; nil where all was well.
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
  /// The line of a log that is wrong, counted from 1; nil if the error is about no single line.
  public var line: Int? {
    guard case .notUnderstood(_, .badLine(let line, _)) = self else { return nil }
    return line
  }
}
