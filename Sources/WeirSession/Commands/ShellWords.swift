/// Splits a text into words as a POSIX shell does, as far as weir's own commands need it: at
/// spaces, with quotation marks of both kinds and backslashes.
public struct ShellWords: Hashable, Sendable {
  /// The words, without their quotation marks.
  public let words: [String]

  /// Splits a text; `nil` if a quotation mark is not closed.
  public init?(_ text: String) {
    var words: [String] = []
    var word: String?
    var mark: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", mark != "'" {
        isEscaped = true
      } else if let open = mark {
        if character == open { mark = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        mark = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let complete = word { words.append(complete) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard mark == nil, !isEscaped else { return nil }
    if let word { words.append(word) }
    self.words = words
  }
}
