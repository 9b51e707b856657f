#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An error in reading a session log.
public enum LogError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The first line is not the header of a session log.
  case notALog
  /// The log has a version of the format that this program does not know.
  case unknownVersion(Int)
  /// The header lacks a key, or has an invalid value.
  case badHeader(problem: String)
  /// A complete line violates the format. Lines are counted from 1.
  case badLine(Int, problem: String)
  /// The system can't read, with this error number, such as `EIO`.
  case unreadable(code: Int32)

  /// Two sentences: what is wrong, and what to do.
  public var description: String { text(log: "log") }

  /// The description with the path of the log.
  public func description(path: String) -> String { text(log: "log '\(path)'") }

  private func text(log: String) -> String {
    switch self {
    case .notALog:
      "The \(log) is not a session log. Give the path of a session log."
    case .unknownVersion(let version):
      """
      The \(log) has version \(version) of the format, but this weir reads versions \
      \(LogHeader.readableFormats.lowerBound) and \(LogHeader.readableFormats.upperBound). \
      Use the weir that recorded it, or a newer one.
      """
    case .badHeader(let problem):
      "The header of the \(log) can't be read: \(problem). Record the session again."
    case .badLine(let line, let problem):
      "Line \(line) of the \(log) can't be read: \(problem). Record the session again."
    case .unreadable(let code):
      "The \(log) can't be read: \(String(cString: strerror(code)).lowercased()). Check the disk."
    }
  }
}
