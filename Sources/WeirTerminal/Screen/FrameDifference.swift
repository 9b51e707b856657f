import WeirScreen

/// The cells that differ from the previous frame, as runs within rows.
///
/// A run never starts in the right half of a wide character. Without a previous frame, or with one
/// of another size, every row is a run.
///
/// - Complexity: O(cells).
struct FrameDifference {
  struct Run: Hashable {
    let row: Int
    let columns: Range<Int>
  }

  let former: Frame?
  let frame: Frame

  /// Calls `body` for each run, from the top left on.
  func forEachRun(_ body: (Run) -> Void) {
    guard let former, former.size == frame.size else {
      for row in 0..<frame.size.rows { body(Run(row: row, columns: 0..<frame.size.columns)) }
      return
    }
    frame.cells.withUnsafeBufferPointer { cells in
      former.cells.withUnsafeBufferPointer { formerCells in
        for row in 0..<frame.size.rows { forEachRun(in: row, cells, formerCells, body) }
      }
    }
  }

  private func forEachRun(
    in row: Int, _ cells: UnsafeBufferPointer<Cell>, _ former: UnsafeBufferPointer<Cell>,
    _ body: (Run) -> Void
  ) {
    let line = row * frame.size.columns..<(row + 1) * frame.size.columns
    var index = line.lowerBound
    while index < line.upperBound {
      guard cells[index] != former[index] else {
        index += 1
        continue
      }
      var start = index
      while start > line.lowerBound, cells[start].isContinuation { start -= 1 }
      while index < line.upperBound, cells[index] != former[index] { index += 1 }
      while index < line.upperBound, cells[index].isContinuation { index += 1 }
      body(Run(row: row, columns: start - line.lowerBound..<index - line.lowerBound))
    }
  }
}
