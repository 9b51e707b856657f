import Foundation
import WeirDashboard
import WeirAnalysis
import WeirEvents
import WeirLog

/// The command lines typed in this and earlier sessions.
///
/// The history is a convenience: a file that can't be read counts as empty, and one that can't be
/// written saves nothing.
struct HistoryFile {
  /// The maximum length of a line in bytes: no typed line is longer.
  private static let lengthLimit = 4096

  private let file: WholeFile
  private var history: CommandHistory

  /// The lines, the oldest first.
  var lines: [String] { history.lines }

  init(_ folders: UserFolders) {
    file = WholeFile(url: folders.history)
    history = HistoryFile.history(in: file)
  }

  /// Adds a line as the newest. Lines added meanwhile by another running weir are kept.
  mutating func append(_ line: String) {
    let line = line.filter { !$0.isNewline }
    guard !line.allSatisfy(\.isWhitespace) else { return }
    history.add(line)
    let before = HistoryFile.history(in: file)
    var kept = before
    kept.add(line)
    guard kept != before else { return }
    try? file.write(kept.lines.map { $0 + "\n" }.joined())
  }

  private static func history(in file: WholeFile) -> CommandHistory {
    let text = (try? file.read(repairing: true)) ?? ""
    let lines = text.split(separator: "\n").filter { $0.utf8.count <= lengthLimit }
    return CommandHistory(
      lines.suffix(CommandHistory.capacity).map { line in
        String(
          String.UnicodeScalarView(line.unicodeScalars.filter { !PrintableText.isUnprintable($0) }))
      })
  }
}
