public import WeirFiles
public import WeirLog

/// Why a session can't be written to a file or read from one.
public enum SessionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The log can't be made at that path.
  case cannotOpen(path: String, FileProblem)
  /// The log can't be written any further; the run goes on.
  case cannotWrite(path: String, FileProblem)
  /// There is nothing to be read at that path.
  case cannotRead(path: String, TextFile.Failure)
  /// What is there is no session log, or not one that this program reads.
  case notUnderstood(path: String, LogError)

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
    case .notUnderstood(let path, let error): error.description(path: path)
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
