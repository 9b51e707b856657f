extension Frame {
  /// Replaces each character that is not ASCII by one that is: the picture stays the same, cell for
  /// cell.
  ///
  /// Each of our own signs has a counterpart; any other character becomes `?`.
  ///
  /// - Parameter box: The part of it; `nil` for all.
  package mutating func becomeASCII(in box: Box? = nil) {
    mapCharacters(in: box ?? Box(size)) { character in
      if character.isASCII, !(character == Cell.continuation) { return character }
      return Frame.asciiForm(of: character) ?? "?"
    }
  }

  /// The ASCII form of one of our own signs; `nil` if it has none.
  package static func asciiForm(of character: Character) -> Character? {
    asciiForms[character] ?? asciiForm(ofBraille: character)
  }

  /// The form of a braille character, by how many dots it has.
  private static func asciiForm(ofBraille character: Character) -> Character? {
    guard let scalar = character.unicodeScalars.first, (0x2800...0x28FF).contains(scalar.value)
    else { return nil }
    switch (scalar.value - 0x2800).nonzeroBitCount {
    case 0: return " "
    case 1...2: return "."
    case 3...5: return ":"
    default: return "#"
    }
  }

  /// The form of each of our own signs; several signs may share one if their places tell them
  /// apart.
  private static let asciiForms: [Character: Character] = [
    "╭": "+", "╮": "+", "╰": "+", "╯": "+", "─": "-", "│": "|", "┈": "-", "┊": ":",
    "━": "=", "╸": "-", "╺": "[", "╶": "_", "■": "#", "▫": "'", "▌": "#",
    "▁": "_", "▂": "_", "▃": "_", "▄": "=", "▅": "=", "▆": "=", "▇": "#", "█": "#",
    "○": "o", "▸": ">", "●": "*", "▬": "%", "·": ".", "┄": ":", "≈": "~", "✓": "v", "✗": "X",
    "⊘": "/", "◷": "T", "►": ">", "‖": "=", "▲": "!", "◆": "*", "…": "~", "×": "x", "∞": "*",
    "−": "-", "▼": "v", "Δ": "d", "→": ">", "←": "<", "↑": "^", "↓": "v", "⋯": ",", "◇": "O",
    "▹": ")", "∷": ";",
    "├": "|", "┤": "|", "┬": "+", "┴": "+", "┼": "+", "┌": "+", "└": "+", "┐": "+", "┘": "+",
    "◂": "<", "▪": "#", "◧": "c", "▾": "v", "░": ";", "▒": "%", "╌": "-", "–": "-",
    "‹": "<", "›": ">", "“": "\"", "”": "\"", "‘": "'", "’": "'",
  ]
}
