extension Frame {
  /// Writes text from a column on, at most `limit` columns, and returns how many columns it took.
  ///
  /// Text outside the frame is cut off; a wide character that would be cut in half becomes a blank.
  @discardableResult
  public mutating func write(
    _ text: String, at column: Int, _ row: Int, limit: Int = .max, _ style: Style
  ) -> Int {
    var written = 0
    for scalar in text.unicodeScalars {
      guard CharacterWidth.isSimple(scalar) else {
        return writeSlowly(text, at: column, row, limit: limit, style)
      }
      guard written < limit else { break }
      self[column + written, row] = Cell(CellScalars(scalar), style)
      written += 1
    }
    return written
  }

  private mutating func writeSlowly(
    _ text: String, at column: Int, _ row: Int, limit: Int, _ style: Style
  ) -> Int {
    var written = 0
    for character in text {
      let form = CharacterWidth.cellForm(of: character)
      guard form.width > 0 else { continue }
      guard written + form.width <= limit else { break }
      if form.width == 2 {
        putWide(form.character, column + written, row, style)
      } else {
        self[column + written, row] = Cell(form.character, style)
      }
      written += form.width
    }
    return written
  }

  /// Writes a line from a column on, at most `limit` columns; a longer one ends with `…`.
  package mutating func write(_ line: Line, at column: Int, _ row: Int, limit: Int) {
    guard limit > 0 else { return }
    var written = 0
    for span in line.fitted(to: limit).spans {
      written += write(span.text, at: column + written, row, limit: limit - written, span.style)
    }
  }

  /// Fills a box with blanks.
  package mutating func fill(_ box: Box, with style: Style) {
    let blank = Cell(" ", style)
    for row in box.row..<box.endRow {
      for column in box.column..<box.endColumn { self[column, row] = blank }
    }
  }

  /// Gives all cells of a box the background of what is chosen.
  package mutating func highlight(_ box: Box) {
    for row in box.row..<box.endRow {
      for column in box.column..<box.endColumn {
        restyle(column, row) { $0.background = .meaning(.selection) }
      }
    }
  }
}
