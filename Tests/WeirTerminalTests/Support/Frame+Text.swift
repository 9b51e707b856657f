import WeirScreen

extension Frame {
  /// A frame with rows of text in one style; the wide characters used here are 界, 水 and 🌊.
  static func of(_ rows: String..., style: Style = .plain) -> Frame {
    let rows = rows.map { row in
      row.flatMap { "界水🌊".contains($0) ? [$0, Cell.continuation] : [$0] }
    }
    let size = Size(columns: rows.map(\.count).max() ?? 0, rows: rows.count)
    var frame = Frame(size: size, style: style)
    for (row, characters) in rows.enumerated() {
      for (column, character) in characters.enumerated() {
        frame[column, row] = Cell(character, style)
      }
    }
    return frame
  }
}
