import Foundation

/// Where results go; unlike the standard library's `print` it says when they don't arrive.
enum StandardOutput {
  /// The results could not be written.
  struct Failure: Error, Hashable, CustomStringConvertible {
    var description: String {
      "The result could not be written to standard output. Make room, or send it somewhere else."
    }
  }

  static func print(_ text: String, terminator: String = "\n") throws(Failure) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((text + terminator).utf8))
    } catch {
      BrokenPipe.endProgram(dueTo: error)
      throw Failure()
    }
  }
}
