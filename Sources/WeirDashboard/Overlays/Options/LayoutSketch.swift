import WeirScreen

/// A miniature of a layout: its panels as they share the screen.
struct LayoutSketch {
  let layout: Layout

  /// Draws all panels that have a place; draws nothing if there is no room for them.
  func draw(in frame: inout Frame, _ box: Box) {
    let body = layout.body
    guard body.columns > 0, body.rows > 0, box.columns >= 24, box.rows >= 6 else { return }
    for place in layout.places {
      draw(place.panel, in: &frame, scaled(place.box, from: body, to: box))
    }
  }

  private func scaled(_ place: Box, from body: Box, to box: Box) -> Box {
    let left = box.column + (place.column - body.column) * box.columns / body.columns
    let right = box.column + (place.endColumn - body.column) * box.columns / body.columns
    let top = box.row + (place.row - body.row) * box.rows / body.rows
    let bottom = box.row + (place.endRow - body.row) * box.rows / body.rows
    return Box(column: left, row: top, columns: right - left, rows: bottom - top)
  }

  private func draw(_ panel: Panel, in frame: inout Frame, _ box: Box) {
    let title = Line(panel.title, .text).fitted(to: box.columns - 4)
    PanelBorder(title, summary: Line(), isFocused: false).draw(in: &frame, box)
  }
}
