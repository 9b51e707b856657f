import WeirScreen

/// Writes values for a configuration file: plain if that is safe, else in quotes.
enum YAMLText {
  static func scalar(_ text: String) -> String {
    guard !isPlain(text) else { return text }
    guard text.contains(where: \.isNewline) || text.contains("\t") else {
      return "'\(text.replacing("'", with: "''"))'"
    }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\r", with: "\\r").replacing("\t", with: "\\t")
    return "\"\(escaped)\""
  }

  /// One key, or a list of keys.
  static func keys(_ keys: [Key]) -> String {
    keys.count == 1
      ? scalar(keys[0].word) : "[\(keys.map { scalar($0.word) }.joined(separator: ", "))]"
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.first, let last = text.last, !["null", "Null", "NULL"].contains(text)
    else { return false }
    let isWord = { (character: Character) in
      character.isASCII && (character.isLetter || character.isNumber)
    }
    return isWord(first) && last != " "
      && text.allSatisfy { isWord($0) || "-_./% ".contains($0) }
  }
}
