import WeirScreen
import Foundation
import Synchronization
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog

/// The characters that may be printed.
enum OutputCharacters {
  case unicode, ascii

  /// ASCII if `--ascii`, the locale or the configuration requests it.
  ///
  /// It applies to everything printed, including messages about a wrong command line.
  static var standard: OutputCharacters { shared.withLock(\.self) }

  private static let shared = Mutex(
    OutputCharacters(ProcessInfo.processInfo.environment, arguments: CommandLine.arguments))

  /// Prints only ASCII from now on.
  static func restrictToASCII() { shared.withLock { $0 = .ascii } }

  /// A locale with an encoding other than UTF-8 requests ASCII; one that was never set, as in most
  /// containers, requests nothing.
  init(_ environment: [String: String], arguments: [String] = []) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let isAsked = arguments.prefix { $0 != "--" }.contains("--ascii")
    self = isAsked || locale.map(OutputCharacters.isOther) ?? false ? .ascii : .unicode
  }

  /// Whether the name of a locale, such as `de_DE.ISO-8859-1@euro`, has an encoding other than
  /// UTF-8.
  private static func isOther(_ locale: String) -> Bool {
    let name = locale.prefix { $0 != "@" }
    guard let dot = name.firstIndex(of: ".") else { return true }
    let encoding = name[name.index(after: dot)...].lowercased().filter { $0 != "-" && $0 != "_" }
    return encoding != "utf8"
  }

  /// Returns the text in these characters: our own symbols have ASCII forms, and others are
  /// escaped.
  func text(_ text: String) -> String {
    guard self == .ascii, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let form = OutputCharacters.forms[scalar] {
        result += form
      } else if let sign = Frame.asciiForm(of: Character(scalar)) {
        result.append(sign)
      } else {
        result += PrintableText.escape(scalar)
      }
    }
  }

  /// The forms that differ from those on the screen.
  private static let forms: [Unicode.Scalar: String] = [
    "·": "-", "…": "...", "—": "-", "µ": "u", "→": "->", "←": "<-", "≥": ">=", "≤": "<=",
    "±": "+-", "λ": "lambda", "‘": "'", "’": "'", "“": "\"", "”": "\"", "∞": "infinite",
    "\u{A0}": " ",
  ]
}
