import WeirTrace

/// The help: all keys from the key table, whose rows run on Enter, and what to try in this scenario.
struct HelpOverlay {
  let state: Dashboard
  let look: Look
  let help: ViewState.HelpState

  func draw(in frame: inout Frame, _ body: Box) {
    let columns = body.columns < 104 ? body.columns : 104
    let box = Box(
      column: body.column + (body.columns - columns) / 2, row: body.row, columns: columns,
      rows: body.rows)
    drawBorder(in: &frame, box)
    let inner = box.inner.inset(left: 1, right: 1)
    if inner.columns >= 96 {
      let (left, right) = inner.splitLeft(inner.columns * 11 / 20)
      draw(keyRows, in: &frame, left.inset(right: 2))
      draw(notes(right.columns).map { ($0, false) }, in: &frame, right)
    } else if help.showsNotes {
      draw(notes(inner.columns).map { ($0, false) }, in: &frame, inner)
    } else {
      draw(keyRows, in: &frame, inner)
    }
  }

  private func drawBorder(in frame: inout Frame, _ box: Box) {
    frame.fill(box, with: look.text)
    PanelBorder(
      Line("Help", look.title), summary: Line(summary(box), look.dim), isFocused: true, look: look
    ).draw(in: &frame, box)
  }

  private func summary(_ box: Box) -> String {
    if box.inner.columns >= 98 { return "Enter runs the row, Esc leaves" }
    return help.showsNotes
      ? "Tab shows the keys, Esc leaves" : "Enter runs the row, Tab shows what to try, Esc leaves"
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

  private var keyRows: [(line: Line, isChosen: Bool)] {
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
      line.add(binding.keyText.padded(to: 15), look.accent)
      line.add(" \(binding.help)", look.text)
      rows.append((line, isChosen))
    }
    return rows
  }

  private func notes(_ columns: Int) -> [Line] {
    let description = state.description
    var lines = [Line(description.name, look.title)]
    lines += wrapped(description.summary, columns, look.text)
    let pitfalls = description.pitfalls.map { "Pitfall \($0.name): \($0.lesson)" }
    let tries = description.tries.map { "Try \($0.keys): \($0.text)" }
    for note in description.sights + tries + pitfalls {
      lines.append(Line())
      lines += wrapped(note, columns, look.text)
    }
    lines += [Line(), Line("Signs of the tasks", look.title)]
    lines += Activity.allCases.map { activity in
      var line = Line("\(activity.glyph) ", look.style(of: activity))
      line.add(activity.meaning, look.text)
      return line
    }
    return lines + queueSigns
  }

  private var queueSigns: [Line] {
    let signs = [
      ("■", "an item that waits", look.accent), ("▫", "empty, has been full", look.dim),
      ("·", "never used", look.dim),
    ]
    return [Line(), Line("Signs of the queue's places", look.title)]
      + signs.map { sign, meaning, style in
        var line = Line("\(sign) ", style)
        line.add(meaning, look.text)
        return line
      }
  }

  private func wrapped(_ text: String, _ columns: Int, _ style: Style) -> [Line] {
    text.wrapped(to: columns).map { Line($0, style) }
  }
}
