import Foundation
import WeirDashboard
import WeirFiles

/// A new file to which the screen is written, completely or not at all.
struct ScreenFile {
  let path: String

  /// Why the file could not be written.
  struct Failure: Error, CustomStringConvertible {
    let path: String
    let problem: FileProblem

    var description: String {
      "The file '\(path)' can't be written: \(problem.reason). \(problem.advice)"
    }
  }

  /// Creates the file under the rules of recordings: an existing file is refused, and for a
  /// dangling link the file that it names is created. Pipes and devices are refused, since leaving
  /// the program would wait for their readers.
  func write(_ picture: FramePicture, _ form: ScreenForm) throws(Failure) {
    let text =
      switch form {
      case .picture: picture.svg
      case .text: picture.text
      }
    do throws(FileProblem) {
      var rules = OutputFile.Rules()
      rules.mustBeFile = true
      let file = try OutputFile(path: NSString(string: path).expandingTildeInPath, rules)
      do throws(FileProblem) { try file.write(Array(text.utf8)) } catch {
        file.discard()
        throw error
      }
    } catch {
      throw Failure(path: path, problem: error)
    }
  }
}
