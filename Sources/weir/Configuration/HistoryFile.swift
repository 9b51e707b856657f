import Foundation
import WeirDashboard
import WeirAnalysis
import WeirEvents
import WeirLog

/// The lines that were typed after the colon, of this run of the program and of those before it.
///
/// It is a comfort: a file that can't be read is an empty one, and one that can't be written keeps nothing.
struct HistoryFile {
  /// The most bytes of a line: more is none that was typed.
  private static let lengthLimit = 4096

  private let file: WholeFile
  private var history: CommandHistory

  /// The oldest first.
  var lines: [String] { history.lines }

  init(_ folders: UserFolders) {
    file = WholeFile(url: folders.history)
    history = HistoryFile.history(in: file)
  }

  /// Keeps one more line, as the newest. Lines that another running weir has kept meanwhile stay.
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
