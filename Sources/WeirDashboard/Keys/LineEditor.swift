/// One line that is being typed: up to 64 characters and a cursor between them.
struct LineEditor: Sendable, Equatable {
  private static let capacity = 64

  private(set) var text: String
  /// How many characters stand before the cursor.
  private(set) var cursor: Int

  /// Begins with a text, the cursor behind it.
  init(_ text: String = "") {
    self.text = String(text.prefix(LineEditor.capacity))
    cursor = self.text.count
  }

  /// What a key meant for the line.
  enum Outcome: Sendable, Equatable {
    case edited, accepted, abandoned, ignored
  }

  mutating func press(_ key: Key) -> Outcome {
    switch key {
    case .enter: return .accepted
    case .escape, .control("c"): return .abandoned
    case .character(let character): return insert(character)
    case .backspace: return removeBefore()
    case .delete: return removeAfter()
    case .control("u"):
      text = ""
      cursor = 0
    case .left: cursor = max(cursor - 1, 0)
    case .right: cursor = min(cursor + 1, text.count)
    case .home: cursor = 0
    case .end: cursor = text.count
    default: return .ignored
    }
    return .edited
  }

  private mutating func insert(_ character: Character) -> Outcome {
    guard text.count < LineEditor.capacity, !character.isNewline else { return .ignored }
    text.insert(character, at: index(cursor))
    cursor = min(cursor + 1, text.count)
    return .edited
  }

  private mutating func removeBefore() -> Outcome {
    guard cursor > 0 else { return .ignored }
    cursor -= 1
    text.remove(at: index(cursor))
    return .edited
  }

  private mutating func removeAfter() -> Outcome {
    guard cursor < text.count else { return .ignored }
    text.remove(at: index(cursor))
    return .edited
  }

  private func index(_ offset: Int) -> String.Index {
    text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) ?? text.endIndex
  }
}
