import Foundation
import WeirTrace

/// Where is told what went wrong, and what the program does not end for.
enum StandardError {
  /// Prints one message in one row; control characters in it are escaped.
  static func print(_ message: String) {
    let text = OutputCharacters.standard.text(message.printable)
    // Where nobody listens, there is nobody to tell.
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
