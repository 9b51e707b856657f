/// Why a theme cannot be used.
public enum ThemeError: Error, Hashable, CustomStringConvertible {
  /// There is no theme with that name.
  case unknown(name: String, known: [String])
  /// The file can't be read.
  case unreadable(file: String, reason: String, advice: String)
  /// The file is not a scheme; `line` is where that was found.
  case broken(file: String, line: Int, reason: String)

  /// Two sentences: what is wrong, what to do.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "There is no theme '\(name)'. \(ThemeError.advice(known))"
    case .unreadable(let file, let reason, let advice):
      "The theme \(file) cannot be read: \(reason). \(advice)"
    case .broken(let file, let line, let reason):
      """
      \(file):\(line): \(reason). Fix the line, or choose a scheme file from \
      https://github.com/tinted-theming/schemes.
      """
    }
  }

  /// Lists up to 40 themes; if there are more, names the command that lists them.
  private static func advice(_ known: [String]) -> String {
    known.count > 40
      ? "See 'weir themes'." : "Choose one of: \(known.joined(separator: ", "))."
  }
}
