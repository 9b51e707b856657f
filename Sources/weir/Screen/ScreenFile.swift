import Foundation
import WeirDashboard
import WeirSession

/// A new file into which the screen is written, whole or not at all.
struct ScreenFile {
  let path: String

  /// Why there is no such file.
  struct Failure: Error, CustomStringConvertible {
    let path: String
    let problem: FileProblem

    var description: String {
      "The file '\(path)' can't be written: \(problem.reason). \(problem.advice)."
    }
  }

  /// A file that is there is left alone. A link that leads nowhere gets the file that it names, as with a recording; pipes
  /// and devices are refused.
  func write(_ picture: FramePicture, _ form: ScreenForm) throws(Failure) {
    let text =
      switch form {
      case .picture: picture.svg
      case .text: picture.text
      }
    do throws(FileProblem) {
      var rules = OutputFile.Rules()
      rules.mayBeTerminal = false
      rules.patience = .zero
      let file = try OutputFile(path: NSString(string: path).expandingTildeInPath, rules)
      guard file.isOnDisk else { throw FileProblem.isUnsuitable }
      do throws(FileProblem) { try file.write(Array(text.utf8)) } catch {
        file.discard()
        throw error
      }
    } catch {
      throw Failure(path: path, problem: error)
    }
  }
}
