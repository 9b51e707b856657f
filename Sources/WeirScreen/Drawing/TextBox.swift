/// A box with some sentences above the footer, over the panels.
package struct TextBox {
  private let title: String
  private let text: String
  private let style: Style
  /// The box that it covers; `nil` is the bottom of all panels.
  private var place: Box?

  package init(title: String, text: String, style: Style, place: Box? = nil) {
    self.title = title
    self.text = text
    self.style = style
    self.place = place
  }

  private static let widest = 84

  package func box(in body: Box) -> Box {
    let place = place ?? body
    let columns = min(place.columns, TextBox.widest)
    let rows = min(text.wrapped(to: columns - 4).count + 2, body.rows)
    let end = max(place.endRow, body.row + rows)
    return Box(column: place.column, row: end - rows, columns: columns, rows: rows)
  }

  package func draw(in frame: inout Frame, _ body: Box) {
    let box = box(in: body)
    frame.fill(box, with: .text)
    PanelBorder(Line(title, .title), summary: Line(), isFocused: true)
      .draw(in: &frame, box)
    let inner = box.inner.inset(left: 1, right: 1)
    for (offset, text) in text.wrapped(to: inner.columns).prefix(inner.rows).enumerated() {
      frame.write(text, at: inner.column, inner.row + offset, limit: inner.columns, style)
    }
  }
}
