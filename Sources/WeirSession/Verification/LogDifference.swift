public import WeirEvents
public import WeirLog

/// The first line at which a log differs from its run.
public struct LogDifference: Equatable, Sendable {
  /// The line of the log, counted from 1; if lines are missing at the end, the one that should
  /// follow.
  public let line: Int
  /// How many events the run has had before it.
  public let eventsBefore: Int
  /// What the log has there.
  public let found: LineVersion
  /// What the run has there.
  public let expected: LineVersion

  /// The instant of the line of the run or, if the run has no more lines, of that of the log.
  public var instant: VirtualInstant { expected.instant ?? found.instant ?? .zero }
}

/// A line of a log or a run, as far as it is understood.
public enum LineVersion: Equatable, Sendable {
  /// The first line.
  case header(text: String)
  /// The line is understood.
  case entry(SessionEntry, text: String)
  /// The line is invalid, for a reason that is the end of a sentence.
  case wrong(problem: String, text: String)
  /// The line has a kind or a word that this program does not know.
  case unknown(text: String)
  /// There is no such line.
  case nothing

  /// The instant of the line; `nil` if it isn't known.
  public var instant: VirtualInstant? {
    if case .entry(let entry, _) = self { entry.instant } else { nil }
  }

  /// The line itself; `nil` if there is none.
  public var text: String? {
    switch self {
    case .header(let text), .entry(_, let text), .wrong(_, let text), .unknown(let text): text
    case .nothing: nil
    }
  }
}

extension LineVersion {
  /// Reads a line on its own, independent of what came before.
  init(_ line: [UInt8], as number: Int) {
    let text = String(decoding: line, as: UTF8.self)
    guard number > 1 else {
      self = .header(text: text)
      return
    }
    var writer = LogWriter(LogHeader(watching: "", source: "", version: "", started: ""))
    do throws(LogError) {
      var reader = try LogReader(ByteSource(writer.takeBytes() + line + [0x0A]))
      if let entry = try reader.next() {
        self = .entry(entry, text: text)
      } else {
        self = .unknown(text: text)
      }
    } catch {
      if case .badLine(_, let problem) = error {
        self = .wrong(problem: problem, text: text)
      } else {
        self = .unknown(text: text)
      }
    }
  }
}
