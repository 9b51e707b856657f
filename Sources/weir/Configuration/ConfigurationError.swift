import WeirFiles

/// An error in reading or writing one of the user's own files.
enum ConfigurationError: Error, Hashable, CustomStringConvertible {
  case unreadable(path: String, TextFile.Failure)
  case unwritable(path: String, FileSystemError)
  case exists(path: String)
  /// The form of the file does not allow changing a single line.
  case unchangeable(path: String, key: String)

  /// Two sentences: what is wrong, and what to do.
  var description: String {
    switch self {
    case .unreadable(let path, let failure):
      if let line = failure.line {
        "\(path):\(line): The file can't be used: \(failure.reason). \(failure.advice)"
      } else {
        "\(path) can't be read: \(failure.reason). \(failure.advice)"
      }
    case .unwritable(let path, let error):
      "\(path) can't be written: \(error.reason). \(error.advice(for: .writing))"
    case .exists(let path):
      "\(path) already exists and was not changed. Move it away first, or edit it."
    case .unchangeable(let path, let key):
      "'\(key)' can't be changed in \(path), which does not have one line per key. Edit the file by hand."
    }
  }
}
