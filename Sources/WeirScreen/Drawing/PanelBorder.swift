/// The rounded border of a panel, with its title at the left and a summary at the right of the top
/// edge.
package struct PanelBorder {
  private let title: Line
  private let summary: Line
  private let isFocused: Bool
  private let isBroken: Bool

  /// - Parameter isBroken: Whether its lines are dashes, for what is not happening now.
  package init(_ title: Line, summary: Line, isFocused: Bool, isBroken: Bool = false) {
    self.title = title
    self.summary = summary
    self.isFocused = isFocused
    self.isBroken = isBroken
  }

  /// The columns of the summary in the top edge of a box.
  package func summaryColumns(in box: Box) -> Range<Int> {
    let width = summary.fitted(to: box.columns - title.width - 7).width
    let start = box.endColumn - width - 2
    return start..<max(start + width, start)
  }

  package func draw(in frame: inout Frame, _ box: Box) {
    guard box.columns >= 2, box.rows >= 2 else { return }
    let style: Style = isFocused ? .focusedBorder : .border
    drawLines(in: &frame, box, style)
    drawLabels(in: &frame, box)
  }

  /// Draws only the upper edge, as a line that divides a larger box.
  package func drawTop(in frame: inout Frame, _ box: Box) {
    guard box.columns >= 2 else { return }
    let style: Style = isFocused ? .focusedBorder : .border
    for column in box.column..<box.endColumn { frame[column, box.row] = Cell(flat, style) }
    frame[box.column, box.row] = Cell("├", style)
    frame[box.endColumn - 1, box.row] = Cell("┤", style)
    drawLabels(in: &frame, box)
  }

  private func drawLabels(in frame: inout Frame, _ box: Box) {
    label(title.fitted(to: box.columns - 4), in: &frame, box, atColumn: box.column + 1)
    let room = box.columns - title.width - 7
    let summary = summary.fitted(to: room)
    guard summary.width > 0 else { return }
    label(summary, in: &frame, box, atColumn: box.endColumn - summary.width - 3)
  }

  private func label(_ line: Line, in frame: inout Frame, _ box: Box, atColumn column: Int) {
    guard line.width > 0 else { return }
    frame.write(" ", at: column, box.row, .text)
    frame.write(line, at: column + 1, box.row, limit: line.width)
    frame.write(" ", at: column + 1 + line.width, box.row, .text)
  }

  /// What its horizontal lines are made of.
  private var flat: Character { isBroken ? "╌" : "─" }

  private func drawLines(in frame: inout Frame, _ box: Box, _ style: Style) {
    let (left, right) = (box.column, box.endColumn - 1)
    let (top, bottom) = (box.row, box.endRow - 1)
    let upright: Character = isBroken ? "┊" : "│"
    for column in left...right {
      frame[column, top] = Cell(flat, style)
      frame[column, bottom] = Cell(flat, style)
    }
    for row in top...bottom {
      frame[left, row] = Cell(upright, style)
      frame[right, row] = Cell(upright, style)
    }
    frame[left, top] = Cell("╭", style)
    frame[right, top] = Cell("╮", style)
    frame[left, bottom] = Cell("╰", style)
    frame[right, bottom] = Cell("╯", style)
  }
}
