import Foundation
import WeirFiles
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// The destination of a recording started on the screen: a named file, or a new one in a folder.
struct RecordingPlace: Sendable {
  /// The path as typed; `nil` for a generated name.
  var path: String?
  var folder: URL
  /// The name of what is recorded, for a generated name.
  var name: String

  /// The maximum number of names tried.
  private static let limit = 9999

  func open() throws(SessionError) -> FileOutput {
    var rules = OutputFile.Rules()
    rules.mayBeTerminal = false
    if let path {
      return try FileOutput(path: NSString(string: path).expandingTildeInPath, rules)
    }
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var number = 1
    while true {
      do throws(SessionError) {
        return try FileOutput(path: freshPath(number), rules)
      } catch {
        // Another program may take a name at any moment, so only creating the file shows whether it
        // is free.
        guard case .cannotOpen(_, .exists) = error, number < RecordingPlace.limit else {
          throw error
        }
        number += 1
      }
    }
  }

  /// `weir-producer-consumer-42.jsonl`, then `…-42-2.jsonl`; just the name if the folder is the
  /// current one.
  private func freshPath(_ number: Int) -> String {
    let name = "weir-\(name)" + (number == 1 ? "" : "-\(number)") + ".jsonl"
    let present = URL(fileURLWithPath: ".").standardizedFileURL
    return folder.standardizedFileURL == present
      ? name : folder.appendingPathComponent(name).standardizedFileURL.path
  }
}
