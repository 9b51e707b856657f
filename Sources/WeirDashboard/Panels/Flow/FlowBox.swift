import WeirScreen

/// A bordered part of a picture with a name in its top edge and a figure in its bottom edge.
struct FlowBox {
  let name: Line
  let figure: Line
  let style: Style

  /// Whether a box has room for a border and something inside.
  static func fits(_ box: Box) -> Bool { box.columns >= 4 && box.rows >= 3 }

  /// Draws the border and returns the box inside it, or the whole box if it is too small for one.
  @discardableResult
  func draw(in frame: inout Frame, _ box: Box) -> Box {
    guard FlowBox.fits(box) else { return box }
    let edge = String(repeating: "─", count: box.columns - 2)
    frame.write("╭\(edge)╮", at: box.column, box.row, limit: box.columns, style)
    for row in box.row + 1..<box.endRow - 1 {
      frame[box.column, row] = Cell("│", style)
      frame[box.endColumn - 1, row] = Cell("│", style)
    }
    frame.write("╰\(edge)╯", at: box.column, box.endRow - 1, limit: box.columns, style)
    center(name.fitted(to: box.columns - 2), in: &frame, box, row: box.row)
    center(figure.fitted(to: box.columns - 2), in: &frame, box, row: box.endRow - 1)
    return box.inner
  }

  private func center(_ line: Line, in frame: inout Frame, _ box: Box, row: Int) {
    frame.write(
      line, at: box.column + (box.columns - line.width) / 2, row, limit: box.columns - 2)
  }
}
