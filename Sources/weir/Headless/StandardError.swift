import Foundation
import WeirAnalysis
import WeirEvents
import WeirLog

/// Where messages go that are not results: what went wrong, notes, and how far a run has come.
///
/// Control characters in a message are escaped, and the only ones that are written are those of
/// `replaceRow`.
enum StandardError {
  /// Prints one message in one row.
  static func print(_ message: String) {
    write(printable(message) + "\n")
  }

  /// Shows a text in the cursor's row in place of the one shown there before; no text clears the
  /// row.
  ///
  /// - Parameters:
  ///   - text: at most as wide as the terminal less one column.
  ///   - former: what was shown last; the rest of it is overwritten with spaces.
  static func replaceRow(_ former: String, with text: String) {
    let text = printable(text)
    let rest = String(repeating: " ", count: max(printable(former).count - text.count, 0))
    write("\r\(text)\(rest)" + (rest.isEmpty ? "" : "\r\(text)"))
  }

  /// The terminal's width; nil where a row can't be drawn: it is no terminal, or another program
  /// has the terminal now.
  static var columns: Int? {
    guard isatty(STDERR_FILENO) == 1, tcgetpgrp(STDERR_FILENO) == getpgrp() else { return nil }
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func printable(_ text: String) -> String {
    OutputCharacters.standard.text(text.printable)
  }

  private static func write(_ text: String) {
    // An error can't be reported anywhere: this is where errors are reported.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
