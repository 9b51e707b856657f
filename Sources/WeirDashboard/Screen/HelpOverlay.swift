import WeirTrace

/// The help: all keys from the key table, whose rows run on Enter, and what to try in this scenario.
struct HelpOverlay {
  let state: Dashboard
  let look: Look
  let help: ViewState.HelpState

  func draw(in frame: inout Frame, _ body: Box) {
    let columns = min(body.columns - 2, 110)
    let box = Box(
      column: body.column + (body.columns - columns) / 2, row: body.row, columns: columns,
      rows: body.rows)
    drawBorder(in: &frame, box)
    let inner = box.inner.inset(left: 1, right: 1)
    if inner.columns >= 90 {
      let (left, right) = inner.splitLeft(inner.columns / 2)
      draw(keyRows(left.columns - 2), in: &frame, left)
      draw(notes(right.columns).map { ($0, false) }, in: &frame, right)
    } else {
      let notes = notes(inner.columns).map { ($0, false) }
      draw(keyRows(inner.columns) + [(Line(), false)] + notes, in: &frame, inner)
    }
  }

  private func drawBorder(in frame: inout Frame, _ box: Box) {
    frame.fill(box, with: look.text)
    let title = Line("Esc leaves, Enter runs the row", look.dim)
    PanelBorder(panel: .flow, isFocused: true, look: look, summary: title, heading: "Help")
      .draw(in: &frame, box)
  }

  /// Draws rows so that the chosen one is to be seen.
  private func draw(_ rows: [(line: Line, isChosen: Bool)], in frame: inout Frame, _ box: Box) {
    let chosen = rows.firstIndex { $0.isChosen } ?? 0
    let first = min(max(chosen - box.rows / 2, 0), max(rows.count - box.rows, 0))
    for (offset, row) in rows.dropFirst(first).prefix(box.rows).enumerated() {
      frame.write(row.line, at: box.column, box.row + offset, limit: box.columns)
      guard row.isChosen else { continue }
      let bar = Box(column: box.column, row: box.row + offset, columns: box.columns, rows: 1)
      frame.highlight(bar, on: state.theme.selection)
    }
  }

  private func keyRows(_ columns: Int) -> [(line: Line, isChosen: Bool)] {
    var rows: [(line: Line, isChosen: Bool)] = []
    var topic: KeyBinding.Topic?
    for (index, binding) in state.options.keys.bindings.enumerated() {
      if binding.topic != topic {
        if topic != nil { rows.append((Line(), false)) }
        rows.append((Line(binding.topic.rawValue, look.title), false))
        topic = binding.topic
      }
      let isChosen = index == help.selected
      var line = Line(isChosen ? "▸ " : "  ", look.strongAccent)
      line.add(binding.keyText.padded(to: 17), look.accent)
      line.add(" \(binding.help)", look.text)
      rows.append((line, isChosen))
    }
    return rows
  }

  private func notes(_ columns: Int) -> [Line] {
    let description = state.description
    var lines = [Line(description.name, look.title)]
    lines += wrapped(description.summary, columns, look.text)
    for note in description.notes {
      lines.append(Line())
      lines += wrapped(note, columns, look.text)
    }
    lines += [Line(), Line("Signs of the tasks", look.title)]
    lines += Activity.allCases.map { activity in
      var line = Line("\(activity.glyph) ", look.style(of: activity))
      line.add(activity.meaning, look.text)
      return line
    }
    return lines
  }

  private func wrapped(_ text: String, _ columns: Int, _ style: Style) -> [Line] {
    text.wrapped(to: columns).map { Line($0, style) }
  }
}
