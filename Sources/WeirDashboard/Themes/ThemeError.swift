/// Why a theme cannot be used.
public enum ThemeError: Error, Hashable, CustomStringConvertible {
  case unknown(name: String, known: [String])
  case unreadable(file: String, reason: String)
  case broken(file: String, line: Int, reason: String)

  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "There is no theme '\(name)'. Choose one of: \(known.joined(separator: ", "))."
    case .unreadable(let file, let reason):
      "The theme \(file) cannot be read: \(reason). See that the file is there and may be read."
    case .broken(let file, let line, let reason):
      """
      \(file):\(line): \(reason). Mend the line, or take a scheme file as \
      https://github.com/tinted-theming/schemes has them.
      """
    }
  }
}
