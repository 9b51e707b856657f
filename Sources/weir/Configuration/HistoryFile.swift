import Foundation
import WeirDashboard
import WeirAnalysis
import WeirEvents
import WeirLog

/// The lines that were typed after the colon, of this run of the program and of those before it.
///
/// It is a comfort: a file that can't be read is an empty one, and one that can't be written keeps nothing.
struct HistoryFile {
  /// How many lines are kept.
  static let limit = 200

  /// The most bytes of a line: more is none that was typed.
  private static let lengthLimit = 4096

  private let file: WholeFile
  /// The oldest first.
  private(set) var lines: [String]

  init(_ folders: UserFolders) {
    file = WholeFile(url: folders.history)
    lines = HistoryFile.lines(in: file)
  }

  /// Keeps one more line, at the end; the same one twice in a row is one. Lines that another running weir has kept
  /// meanwhile stay.
  mutating func append(_ line: String) {
    let line = line.filter { !$0.isNewline }
    guard !line.allSatisfy(\.isWhitespace) else { return }
    if lines.last != line { lines.append(line) }
    lines = lines.suffix(HistoryFile.limit)
    var kept = HistoryFile.lines(in: file)
    guard kept.last != line else { return }
    kept.append(line)
    try? file.write(kept.suffix(HistoryFile.limit).map { $0 + "\n" }.joined())
  }

  private static func lines(in file: WholeFile) -> [String] {
    let text = (try? file.read(repairing: true)) ?? ""
    return text.split(separator: "\n").filter { $0.utf8.count <= lengthLimit }.suffix(limit)
      .map { line in
        String(
          String.UnicodeScalarView(line.unicodeScalars.filter { !PrintableText.isUnprintable($0) }))
      }
  }
}
