extension Frame {
  /// Replaces each character that is not ASCII by one that is: the picture stays, cell for cell.
  ///
  /// Our own signs have each their counterpart; of the text of others what is left is `?`.
  package mutating func becomeASCII() {
    mapCharacters { character in
      if character.isASCII, !(character == Cell.continuation) { return character }
      return Frame.asciiForm(of: character) ?? "?"
    }
  }

  /// What stands for one of our own signs where there is nothing but ASCII.
  package static func asciiForm(of character: Character) -> Character? {
    asciiForms[character] ?? asciiForm(ofBraille: character)
  }

  /// Braille by how much of the cell is inked.
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

  /// What stands for each of our own signs; several may share a form where their places tell them apart.
  private static let asciiForms: [Character: Character] = [
    "╭": "+", "╮": "+", "╰": "+", "╯": "+", "─": "-", "│": "|", "┈": "-", "┊": ":",
    "━": "=", "╸": "-", "╺": "[", "╶": "_", "■": "#", "▫": "'", "▌": "#",
    "▁": "_", "▂": "_", "▃": "_", "▄": "=", "▅": "=", "▆": "=", "▇": "#", "█": "#",
    "○": "o", "▸": ">", "●": "*", "▬": "%", "·": ".", "┄": ":", "≈": "~", "✓": "v", "✗": "X",
    "⊘": "/", "◷": "T", "►": ">", "‖": "=", "▲": "!", "◆": "*", "…": "~", "×": "x", "∞": "*",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "⋯": ",", "◇": "O", "▹": ")", "∷": ";",
    "├": "|", "┤": "|", "┬": "+", "┴": "+", "┼": "+", "┌": "+", "└": "+", "┐": "+", "┘": "+",
    "◂": "<", "▪": "#", "◧": "c", "▾": "v", "░": ";", "▒": "%", "╌": "-", "–": "-",
    "‹": "<", "›": ">", "“": "\"", "”": "\"", "‘": "'", "’": "'",
  ]
}
