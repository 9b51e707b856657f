public import WeirFiles

/// Why a session can't be written or read.
public enum SessionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The log can't be made at that path.
  case cannotOpen(path: String, FileProblem)
  /// The log can't be written any further; the run goes on.
  case cannotWrite(path: String, FileProblem)
  /// There is nothing to be read at that path.
  case cannotRead(path: String, TextFile.Failure)
  /// The first line is not the header of a session log.
  case notALog(path: String)
  /// The log is of a version of the format that this program does not know.
  case unknownVersion(path: String, version: Int)
  /// The header lacks a key, or has a value of another kind there.
  case badHeader(path: String, key: String)
  /// A whole line is not what the format says.
  case badLine(path: String, line: Int, problem: String)

  /// Two sentences: what is wrong, what to do.
  public var description: String {
    switch self {
    case .cannotOpen(let path, .exists):
      "The log '\(path)' already exists. Choose another name, or add --overwrite."
    case .cannotOpen(let path, let problem):
      "The log '\(path)' can't be written: \(problem.reason). \(problem.advice)"
    case .cannotWrite(let path, let problem):
      "Recording to '\(path)' has stopped: \(problem.reason). \(problem.advice)"
    case .cannotRead(let path, let failure):
      "The log '\(path)' can't be read: \(failure.reason). \(failure.advice)"
    case .notALog(let path):
      "'\(path)' is not a session log. Give a file that weir has recorded."
    case .unknownVersion(let path, let version):
      """
      The log '\(path)' is of version \(version) of the format, and this weir reads version \(SessionHeader.format). \
      Use the weir that recorded it, or a newer one.
      """
    case .badHeader(let path, let key):
      "The header of the log '\(path)' has no usable '\(key)'. Record the session again."
    case .badLine(let path, let line, let problem):
      "Line \(line) of the log '\(path)' can't be read: \(problem). Record the session again."
    }
  }
}

extension SessionError {
  /// The same for somebody who does not stand before a command line.
  public var screenDescription: String {
    guard case .cannotOpen(let path, .exists) = self else { return description }
    return "The log '\(path)' already exists. Choose another name."
  }
}
