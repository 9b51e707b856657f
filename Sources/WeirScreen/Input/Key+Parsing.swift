extension Key {
  /// The name in the configuration: as on the screen, with words for the arrows.
  public var word: String {
    switch self {
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .shiftUp: "Shift-Up"
    case .shiftDown: "Shift-Down"
    case .shiftLeft: "Shift-Left"
    case .shiftRight: "Shift-Right"
    default: name
    }
  }

  /// Reads a name of the configuration or of the screen, in upper or lower case; a single character
  /// is that character. `nil` for any other text.
  public init?(word: String) {
    if word.count == 1, let character = word.first, !character.isWhitespace {
      self = Key.named[word] ?? .character(character)
    } else if let key = Key.named[word.lowercased()] {
      self = key
    } else if let letter = Key.letter(of: word) {
      self = .control(letter)
    } else {
      return nil
    }
  }

  private static let functions = (1...12).map(Key.function)

  private static let special: [Key] =
    [
      .character(" "), .enter, .escape, .tab, .shiftTab, .backspace, .delete, .up, .down, .left,
      .right, .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .home, .end, .pageUp, .pageDown,
    ] + functions

  private static let named: [String: Key] = Dictionary(
    special.flatMap { [($0.word.lowercased(), $0), ($0.name.lowercased(), $0)] }
      + [("escape", .escape), ("return", .enter), ("pageup", .pageUp), ("pagedown", .pageDown)]
  ) { first, _ in first }

  /// The letter of `Ctrl-R`; `nil` for letters that a terminal sends for other keys, or keeps to
  /// itself.
  private static func letter(of word: String) -> Character? {
    let word = word.lowercased()
    guard word.hasPrefix("ctrl-"), word.count == 6, let letter = word.last,
      ("a"..."z").contains(letter), !"hijmz".contains(letter)
    else { return nil }
    return letter
  }
}
