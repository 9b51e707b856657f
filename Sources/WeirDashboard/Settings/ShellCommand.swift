import WeirScreen

/// A command line for a POSIX shell, which can be shown in any width so that the shell still reads
/// it when it is selected there.
public struct ShellCommand: Sendable, Hashable {
  /// Its words, quoted.
  public let words: [String]

  /// Creates a command from its quoted words.
  public init(words: [String]) { self.words = words }

  /// The command on one line.
  public var text: String { words.joined(separator: " ") }

  /// The command in rows of a width, of which all but the last end in a backslash.
  ///
  /// The backslash is in the last column: a blank after it, which some terminals add to what is
  /// selected, would give it another meaning. An option and its value stand in one row. A quoted
  /// word that is wider than a row is cut.
  func rows(_ columns: Int) -> [String] {
    guard columns > 1 else { return [] }
    var rows: [String] = []
    var row = ""
    for word in parts(columns) {
      let isPlain = !word.contains { "'\"".contains($0) }
      if row.isEmpty {
        row = word
      } else if CharacterWidth.of(row) + 1 + CharacterWidth.of(word) < columns - 1 {
        row += " " + word
      } else {
        rows.append(row.padded(to: columns - 1) + "\\")
        row = word
      }
      while CharacterWidth.of(row) >= columns {
        let start = row.prefix(columns: isPlain ? columns - 1 : columns)
        guard !start.isEmpty else { break }
        rows.append(start + (isPlain ? "\\" : ""))
        row = String(row.dropFirst(start.count))
      }
    }
    return row.isEmpty ? rows : rows + [row]
  }

  /// The words, each option in one part with its value if they fit into a row.
  private func parts(_ columns: Int) -> [String] {
    var parts: [String] = []
    var option: String?
    for word in words {
      if let name = option, !word.hasPrefix("-"),
        CharacterWidth.of(name) + 1 + CharacterWidth.of(word) < columns - 1
      {
        parts[parts.count - 1] = "\(name) \(word)"
        option = nil
      } else {
        parts.append(word)
        option = word.hasPrefix("--") && !word.contains("=") ? word : nil
      }
    }
    return parts
  }
}
