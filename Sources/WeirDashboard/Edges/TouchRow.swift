import WeirScreen

/// A row of the screen with one line at its left and one at its right; the right one has priority
/// if there is no room for both.
struct TouchRow {
  let left: TouchLine
  let right: TouchLine
  /// The row, without the empty columns at its ends.
  let box: Box

  private var rightWidth: Int { min(right.width, box.columns) }
  private var rightColumn: Int { box.endColumn - rightWidth }

  /// How many columns the line at the left can use.
  var room: Int { TouchRow.room(box.columns, beside: right) }

  static func room(_ columns: Int, beside right: TouchLine) -> Int {
    max(columns - min(right.width, columns) - 1, 0)
  }

  func draw(in frame: inout Frame) {
    frame.write(left.line, at: box.column, box.row, limit: room)
    frame.write(right.line, at: rightColumn, box.row, limit: rightWidth)
  }

  /// What a click at a point does; `nil` if nothing. Text that is cut off can't be clicked.
  func touch(at point: Point) -> Touch? {
    areas.first { $0.box.contains(point) }?.touch
  }

  /// Everything that can be clicked, and where.
  var areas: [(box: Box, touch: Touch)] {
    boxes(of: left, at: box.column, limit: room)
      + boxes(of: right, at: rightColumn, limit: rightWidth)
  }

  private func boxes(
    of line: TouchLine, at column: Int, limit: Int
  ) -> [(box: Box, touch: Touch)] {
    line.areas.compactMap { area in
      let columns = area.columns.clamped(to: 0..<limit)
      guard !columns.isEmpty else { return nil }
      let box = Box(
        column: column + columns.lowerBound, row: box.row, columns: columns.count, rows: 1)
      return (box, area.touch)
    }
  }
}
