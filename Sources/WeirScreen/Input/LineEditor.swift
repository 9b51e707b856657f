/// A line that is being typed: up to 200 characters, and a cursor between them.
package struct LineEditor: Sendable, Equatable {
  private static let capacity = 200

  package private(set) var text: String
  /// The number of characters before the cursor.
  package private(set) var cursor: Int
  /// Whether the text is selected: the next character replaces it.
  package private(set) var isSelected: Bool

  /// Starts with a text, with the cursor at its end.
  package init(_ text: String = "", isSelected: Bool = false) {
    self.text = String(text.prefix(LineEditor.capacity))
    self.isSelected = isSelected && !text.isEmpty
    cursor = self.text.count
  }

  /// What a key did to the line.
  package enum Outcome: Sendable, Equatable {
    case edited, accepted, abandoned, ignored
  }

  package mutating func press(_ key: Key) -> Outcome {
    let outcome = edit(key)
    if outcome == .edited { isSelected = false }
    return outcome
  }

  private mutating func edit(_ key: Key) -> Outcome {
    switch key {
    case .enter: return .accepted
    case .escape: return .abandoned
    case .character(let character): return insert(character)
    case .backspace: return removeBefore()
    case .delete: return removeAfter()
    case .control("u"): clear()
    case .left: cursor = max(cursor - 1, 0)
    case .right: cursor = min(cursor + 1, text.count)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .control("w"): return removeWord()
    case .control("k"): text = String(text.prefix(cursor))
    default: return .ignored
    }
    return .edited
  }

  private mutating func insert(_ character: Character) -> Outcome {
    guard !character.isNewline else { return .ignored }
    if isSelected { clear() }
    guard text.count < LineEditor.capacity else { return .ignored }
    text.insert(character, at: index(cursor))
    cursor = min(cursor + 1, text.count)
    return .edited
  }

  private mutating func removeBefore() -> Outcome {
    if isSelected { return cleared() }
    guard cursor > 0 else { return .ignored }
    cursor -= 1
    text.remove(at: index(cursor))
    return .edited
  }

  private mutating func removeAfter() -> Outcome {
    if isSelected { return cleared() }
    guard cursor < text.count else { return .ignored }
    text.remove(at: index(cursor))
    return .edited
  }

  /// Removes the word before the cursor, and the blanks after it.
  private mutating func removeWord() -> Outcome {
    let before = text.prefix(cursor)
    let kept = before.reversed().drop { $0 == " " }.drop { $0 != " " }.count
    guard kept < cursor else { return .ignored }
    text.removeSubrange(index(kept)..<index(cursor))
    cursor = kept
    return .edited
  }

  private mutating func clear() {
    text = ""
    cursor = 0
  }

  private mutating func cleared() -> Outcome {
    clear()
    return .edited
  }

  private func index(_ offset: Int) -> String.Index {
    text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) ?? text.endIndex
  }
}
