public import WeirFiles
public import WeirLog

/// An error in writing or reading a session log.
public enum SessionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The log can't be created at this path.
  case cannotOpen(path: String, FileProblem)
  /// The log can't be continued; the run continues.
  case cannotWrite(path: String, FileProblem)
  /// The log at this path can't be read.
  case cannotRead(path: String, TextFile.Failure)
  /// The file is not a session log that this program can read.
  case notUnderstood(path: String, LogError)

  /// Two sentences: what is wrong, and what to do.
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
  /// The description for a user who is not at a command line.
  public var screenDescription: String {
    guard case .cannotOpen(let path, .exists) = self else { return description }
    return "The log '\(path)' already exists. Choose another name."
  }
}
