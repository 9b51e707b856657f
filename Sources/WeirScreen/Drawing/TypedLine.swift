/// A line that is being typed, with its cursor; a long line scrolls to the left so that the cursor
/// stays visible.
package struct TypedLine {
  private let editor: LineEditor
  private let style: Style

  package init(editor: LineEditor, style: Style) {
    self.editor = editor
    self.style = style
  }

  package func draw(in frame: inout Frame, column: Int, row: Int, columns: Int) {
    guard columns > 0 else { return }
    let before = String(editor.text.prefix(editor.cursor))
    let hidden = max(CharacterWidth.of(before) + 1 - columns, 0)
    let text = editor.text.dropped(columns: hidden)
    frame.write(text.padded(to: columns), at: column, row, limit: columns, style)
    if editor.isSelected {
      for offset in 0..<min(CharacterWidth.of(text), columns) {
        frame.restyle(column + offset, row) { $0.attributes.insert(.reverse) }
      }
    }
    let cursor = column + CharacterWidth.of(before.dropped(columns: hidden))
    frame.restyle(cursor, row) { $0.attributes.insert(.reverse) }
    frame.cursor = Point(column: cursor, row: row)
  }
}

extension String {
  /// The text without the first whole characters that take this many columns or more.
  fileprivate func dropped(columns: Int) -> String {
    var left = columns
    let kept = drop { character in
      guard left > 0 else { return false }
      left -= CharacterWidth.cellForm(of: character).width
      return true
    }
    return String(kept)
  }
}
