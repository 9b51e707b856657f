import Foundation
import WeirDashboard

/// A new file into which the screen is written, whole or not at all.
struct ScreenFile {
  let path: String

  /// Why there is no such file.
  enum Failure: Error, CustomStringConvertible {
    case exists(path: String)
    case unwritable(path: String, reason: String)

    var description: String {
      switch self {
      case .exists(let path): "There is a file '\(path)' already. Give another name."
      case .unwritable(let path, let reason):
        "The file '\(path)' can't be written: \(reason). Give another name."
      }
    }
  }

  /// A file that is there is left alone.
  func write(_ picture: FramePicture, _ form: ScreenForm) throws(Failure) {
    let text =
      switch form {
      case .picture: picture.svg
      case .text: picture.text
      }
    let url = URL(fileURLWithPath: NSString(string: path).expandingTildeInPath)
    do {
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    } catch CocoaError.fileWriteFileExists {
      throw .exists(path: path)
    } catch {
      throw .unwritable(path: path, reason: ScreenFile.reason(of: error))
    }
  }

  private static func reason(of error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return cause.map { String(cString: strerror(Int32($0.code))).lowercased() }
      ?? "it is no place for a file"
  }
}
