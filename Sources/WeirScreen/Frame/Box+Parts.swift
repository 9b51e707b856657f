extension Box {
  /// A box in which nothing fits.
  package static let empty = Box(column: 0, row: 0, columns: 0, rows: 0)

  /// The whole area of a frame.
  package init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  /// The first column to the right of the box.
  package var endColumn: Int { column + columns }

  /// The first row below the box.
  package var endRow: Int { row + rows }

  package var isEmpty: Bool { columns == 0 || rows == 0 }

  package func contains(_ point: Point) -> Bool {
    point.column >= column && point.column < endColumn && point.row >= row && point.row < endRow
  }

  /// The area inside a border of one cell.
  package var inner: Box {
    Box(column: column + 1, row: row + 1, columns: columns - 2, rows: rows - 2)
  }

  /// The box without some columns and rows at its sides; empty rather than negative.
  package func inset(left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0) -> Box {
    Box(
      column: column + min(left, columns), row: row + min(top, rows),
      columns: columns - left - right, rows: rows - top - bottom)
  }

  /// The given number of rows from the top, or all if there are fewer, and the rows below them.
  package func splitTop(_ count: Int) -> (top: Box, rest: Box) {
    let count = min(max(count, 0), rows)
    return (
      Box(column: column, row: row, columns: columns, rows: count),
      Box(column: column, row: row + count, columns: columns, rows: rows - count)
    )
  }

  /// The given number of columns from the left, or all if there are fewer, and the columns to their
  /// right.
  package func splitLeft(_ count: Int) -> (left: Box, rest: Box) {
    let count = min(max(count, 0), columns)
    return (
      Box(column: column, row: row, columns: count, rows: rows),
      Box(column: column + count, row: row, columns: columns - count, rows: rows)
    )
  }
}
