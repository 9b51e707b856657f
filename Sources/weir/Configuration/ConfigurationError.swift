/// Why a file of the person's own can't be read or written.
enum ConfigurationError: Error, Hashable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  case exists(path: String)
  /// The file says what it says in a form in which no single line can be changed.
  case unchangeable(path: String, key: String)

  /// Two sentences: what is wrong, what to do.
  var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path) can't be read: \(reason). See that it is a text that you may read."
    case .unwritable(let path, let reason):
      "\(path) can't be written: \(reason). See that the folder is yours and has room."
    case .exists(let path):
      "\(path) is there already and stays as it is. Move it away, or take over from it what you need."
    case .unchangeable(let path, let key):
      "'\(key)' can't be changed in \(path), whose form is another than a line for each key. Change it there by hand."
    }
  }
}
