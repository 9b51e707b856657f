public import WeirEvents
public import WeirLog

/// The first line at which a log is not what its run gives.
public struct LogDifference: Equatable, Sendable {
  /// The line of the log, counted from 1; where lines are missing at the end, the one that should
  /// follow.
  public let line: Int
  /// How many events the run has had before.
  public let eventsBefore: Int
  /// What the log has there.
  public let found: LineVersion
  /// What the run gives.
  public let expected: LineVersion

  /// When it is: the instant of what the run gives, or, if the run gives nothing more, of what the
  /// log has.
  public var instant: VirtualInstant { expected.instant ?? found.instant ?? .zero }
}

/// A line of a log, as far as it is understood.
public enum LineVersion: Equatable, Sendable {
  /// The first line.
  case header(text: String)
  /// The line is understood.
  case entry(SessionEntry, text: String)
  /// The line can't be read, for a reason that is the end of a sentence.
  case wrong(problem: String, text: String)
  /// A line of a kind, or with a word, that this program does not know.
  case unknown(text: String)
  /// There is no such line.
  case nothing

  /// When it happened; nil where that isn't known.
  public var instant: VirtualInstant? {
    if case .entry(let entry, _) = self { entry.instant } else { nil }
  }

  /// The line itself; nil if there is none.
  public var text: String? {
    switch self {
    case .header(let text), .entry(_, let text), .wrong(_, let text), .unknown(let text): text
    case .nothing: nil
    }
  }
}

extension LineVersion {
  /// Reads a line by itself, whatever came before it.
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
