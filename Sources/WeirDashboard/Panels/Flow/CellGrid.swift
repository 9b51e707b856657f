import WeirScreen

/// Places as cells, filled from the right, where items leave.
struct CellGrid {
  let cells: QueueCells

  /// Draws the grid at the right of the box, halfway down.
  func draw(in frame: inout Frame, _ box: Box) {
    let used = cells.rows * cells.pitch.rows - (cells.pitch.rows - cells.place.rows)
    let top = box.row + max(box.rows - used, 0) / 2
    for index in 0..<cells.places {
      let (column, row) = index.quotientAndRemainder(dividingBy: cells.rows)
      let place = Box(
        column: box.endColumn - column * cells.pitch.columns - cells.place.columns,
        row: top + row * cells.pitch.rows, columns: cells.place.columns, rows: cells.place.rows)
      draw(index, in: &frame, place)
    }
  }

  private func draw(_ index: Int, in frame: inout Frame, _ place: Box) {
    guard index < cells.filled else {
      let middle = Point(
        column: place.column + (place.columns - 1) / 2, row: place.row + (place.rows - 1) / 2)
      frame[middle.column, middle.row] = Cell("▫", .dim)
      return
    }
    let style: Style = .graph(Double(index + 1) / Double(max(cells.places, 1)))
    let sign: Character = place.columns * place.rows == 1 ? "■" : "█"
    for row in place.row..<place.endRow {
      for column in place.column..<place.endColumn { frame[column, row] = Cell(sign, style) }
    }
  }
}
