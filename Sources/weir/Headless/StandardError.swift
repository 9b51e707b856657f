import Foundation

/// Where is told what went wrong, and what the program does not end for.
enum StandardError {
  static func print(_ text: String) {
    // Where nobody listens, there is nobody to tell.
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
