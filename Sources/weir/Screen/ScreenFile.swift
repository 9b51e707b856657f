import Foundation
import WeirDashboard
import WeirFiles

/// A new file into which the screen is written, whole or not at all.
struct ScreenFile {
  let path: String

  /// Why there is no such file.
  struct Failure: Error, CustomStringConvertible {
    let path: String
    let trouble: FileTrouble

    var description: String {
      trouble.code == EEXIST
        ? "There is a file '\(path)' already. Give another name."
        : "The file '\(path)' can't be written: \(trouble.reason). \(trouble.advice(for: .writing))"
    }
  }

  /// A file that is there is left alone, and so is a link, wherever it leads.
  func write(_ picture: FramePicture, _ form: ScreenForm) throws(Failure) {
    let text =
      switch form {
      case .picture: picture.svg
      case .text: picture.text
      }
    do throws(FileTrouble) {
      try NewFile(path: NSString(string: path).expandingTildeInPath).write(text)
    } catch {
      throw Failure(path: path, trouble: error)
    }
  }
}
