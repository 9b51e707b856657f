import Foundation
import WeirFiles
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// Where a recording that is begun on the screen goes: to the file that was named, or to a new one
/// in a folder.
struct RecordingPlace: Sendable {
  /// As it was typed; nil for a name of its own.
  var path: String?
  var folder: URL
  var run: RunSpecification

  /// How many names are tried.
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
        // Another program may take a name at any moment, so that making the file is what tells.
        guard case .cannotOpen(_, .exists) = error, number < RecordingPlace.limit else {
          throw error
        }
        number += 1
      }
    }
  }

  /// `weir-producer-consumer-42.jsonl`, then `…-42-2.jsonl`; where the folder is the present one,
  /// the name alone.
  private func freshPath(_ number: Int) -> String {
    let name = "weir-\(run.scenario)-\(run.seed)" + (number == 1 ? "" : "-\(number)") + ".jsonl"
    let present = URL(fileURLWithPath: ".").standardizedFileURL
    return folder.standardizedFileURL == present
      ? name : folder.appendingPathComponent(name).standardizedFileURL.path
  }
}
