import Foundation
import WeirDashboard
import WeirFiles

/// A new file into which the screen is written, whole or not at all.
struct ScreenFile {
  let path: String

  /// Why there is no such file.
  struct Failure: Error, CustomStringConvertible {
    let path: String
    let problem: FileProblem

    var description: String {
      "The file '\(path)' can't be written: \(problem.reason). \(problem.advice)"
    }
  }

  /// Makes the file under the rules of recordings: a file that exists is left alone, and a link
  /// that leads nowhere gets the file that it names. Pipes and devices are refused, since leaving
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
