import Foundation
import WeirAnalysis
import WeirEvents
import WeirLog

/// Prints messages that are not results: errors, notes and progress.
///
/// Control characters in a message are escaped; only `replaceRow` writes some of its own.
enum StandardError {
  /// Prints one message on one line.
  static func print(_ message: String) {
    write(printable(message) + "\n")
  }

  /// Replaces the text in the cursor's row; an empty text clears the row.
  ///
  /// - Parameters:
  ///   - text: At most as wide as the terminal minus one column.
  ///   - former: The text shown before; the rest of it is overwritten with spaces.
  static func replaceRow(_ former: String, with text: String) {
    let text = printable(text)
    let rest = String(repeating: " ", count: max(printable(former).count - text.count, 0))
    write("\r\(text)\(rest)" + (rest.isEmpty ? "" : "\r\(text)"))
  }

  /// The width of the terminal; `nil` if a row can't be drawn, because it is not a terminal or
  /// another program is in the foreground.
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
    // An error here can't be reported anywhere else.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
