/// Why a theme cannot be used.
public enum ThemeError: Error, Hashable, CustomStringConvertible {
  case unknown(name: String, known: [String])
  case unreadable(file: String, reason: String, advice: String)
  case broken(file: String, line: Int, reason: String)

  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "There is no theme '\(name)'. \(ThemeError.advice(known))"
    case .unreadable(let file, let reason, let advice):
      "The theme \(file) cannot be read: \(reason). \(advice)"
    case .broken(let file, let line, let reason):
      """
      \(file):\(line): \(reason). Mend the line, or take a scheme file as \
      https://github.com/tinted-theming/schemes has them.
      """
    }
  }

  /// Names a few dozen themes; where there are more, the command that lists them.
  private static func advice(_ known: [String]) -> String {
    known.count > 40
      ? "See 'weir themes'." : "Choose one of: \(known.joined(separator: ", "))."
  }
}
