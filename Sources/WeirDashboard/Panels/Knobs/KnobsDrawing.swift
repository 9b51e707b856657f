import WeirAnalysis
import WeirEvents
import WeirScreen

/// The knobs: name, value and slider of each, and a line about the chosen one.
struct KnobsDrawing: PanelDrawing {
  let panel: KnobsPanel
  let board: KnobBoard
  /// Whether the panel receives the keys.
  let isFocused: Bool

  func summary(in box: Box) -> Line {
    let changed = board.knobs.indices.filter(board.isChanged).count
    let list = panel.list(board, in: box)
    let below = board.knobs.count - list.first - list.box.rows / list.pitch
    var parts = TitleParts()
    if board.isLocked { parts.add(Line("locked", .dim), rank: 2) }
    if changed > 0 {
      parts.add(Line("\(changed) changed", .accent), rank: 1)
    } else if !board.isLocked {
      parts.add(Line("preset values", .dim), rank: 0)
    }
    if below > 0 { parts.add(Line("↓ \(below)", .accent), rank: 3) }
    return parts.line(box.columns(beside: .knobs))
  }

  func draw(in frame: inout Frame, _ box: Box) {
    if KnobTable.fits(box) { return drawTable(in: &frame, box) }
    let list = panel.list(board, in: box)
    let columns = KnobColumns(box.columns, board)
    for offset in 0..<list.box.rows where list.first + offset < board.knobs.count {
      draw(list.first + offset, columns, in: &frame, box, row: box.row + offset)
    }
    drawHelp(in: &frame, box.inset(top: list.box.rows))
  }

  private func drawTable(in frame: inout Frame, _ box: Box) {
    let list = panel.list(board, in: box)
    let table = KnobTable(board, box.columns, chosen: panel.selected)
    frame.write(table.heading, at: box.column, box.row, limit: box.columns)
    let shown = board.knobs.indices.dropFirst(list.first).prefix(list.box.rows / list.pitch)
    for (offset, index) in shown.enumerated() {
      let isFocused = index == panel.selected && self.isFocused
      let row = list.box.row + offset * list.pitch
      if index == panel.selected, let editor = panel.editor {
        let label = table.label(index, isFocused: isFocused)
        frame.write(label, at: box.column, row, limit: box.columns)
        TypedLine(editor: editor, style: .strong).draw(
          in: &frame, column: box.column + label.width, row: row,
          columns: box.columns - label.width)
      } else {
        frame.write(table.row(index, isFocused: isFocused), at: box.column, row, limit: box.columns)
      }
      if index == panel.selected {
        let bar = Box(column: box.column, row: row, columns: box.columns, rows: 1)
        frame.highlight(bar)
      }
    }
    drawHelp(in: &frame, box.inset(top: max(box.rows - 2, 0)))
  }

  /// Draws what the chosen knob does and its range at the lower edge of the panel; only the first
  /// if there is one row.
  private func drawHelp(in frame: inout Frame, _ box: Box) {
    guard box.rows > 0 else { return }
    if box.rows == 1 {
      frame.write(Line(help.text, help.style), at: box.column, box.row, limit: box.columns)
      return
    }
    let rows = help.text.wrapped(to: box.columns).prefix(box.rows)
    for (offset, text) in rows.enumerated() {
      let row = box.endRow - rows.count + offset
      frame.write(text, at: box.column, row, limit: box.columns, help.style)
    }
  }

  private var help: (text: String, style: Style) {
    guard let knob = panel.chosen(of: board) else {
      let isLog = board.isLocked
      return (isLog ? "No knobs were recorded." : "This scenario has no knobs.", .dim)
    }
    if let error = panel.error { return (error, .bad) }
    if board.isLocked {
      let ruling = board.overrulingText(of: knob.name).map { " \($0)" } ?? ""
      return ("\(knob.help)\(ruling)", .dim)
    }
    if let ruling = board.overrulingText(of: knob.name) {
      return ("\(ruling) Your value, \(board.values[panel.selected]), is kept.", .text)
    }
    return ("\(knob.help) (\(knob.kind.rangeText))", .dim)
  }

  private func draw(
    _ index: Int, _ columns: KnobColumns, in frame: inout Frame, _ box: Box, row: Int
  ) {
    let isChosen = index == panel.selected
    let isFocused = isChosen && self.isFocused
    var line = Line(isChosen ? "▸" : " ", isFocused ? .strongAccent : .dim)
    line.add(board.knobs[index].name.padded(to: columns.name), isChosen ? .strong : .text)
    line.add(" ", .text)
    if isChosen, let editor = panel.editor {
      let room = box.columns - line.width
      frame.write(line, at: box.column, row, limit: box.columns)
      TypedLine(editor: editor, style: .strong).draw(
        in: &frame, column: box.column + line.width, row: row, columns: room)
    } else {
      line.add(valueLine(index, columns, isChosen: isFocused))
      frame.write(line, at: box.column, row, limit: box.columns)
    }
    guard isChosen else { return }
    let bar = Box(column: box.column, row: row, columns: box.columns, rows: 1)
    frame.highlight(bar)
  }

  /// The line of an overruled knob: the value in effect, dimmed, and what overrules it.
  private func overruled(_ index: Int, _ columns: KnobColumns) -> Line? {
    let knob = board.knobs[index]
    guard let ruler = board.overrulingLabel(of: knob.name) else { return nil }
    let holding = board.overruling(of: knob.name)?.value
    let text = holding.map { KnobText.value($0, of: knob, columns: columns.value) } ?? "unused"
    let short = holding?.description ?? "–"
    let room = columns.value + 1 + columns.slider
    // A cut name says nothing; the header has the whole name next to the same sign.
    let forms = [(text, ruler), (short, ruler), (text, "✗")]
    let (value, mark) =
      forms.first { CharacterWidth.of($0) + 1 + CharacterWidth.of($1) <= room } ?? (short, "✗")
    let markColumns = CharacterWidth.of(mark)
    let valueColumns = min(columns.value, room - markColumns - 1)
    var line = Line(value.leftPadded(to: max(valueColumns, 0)) + " ", .dim)
    line.add(mark, .dim)
    return line
  }

  private func valueLine(_ index: Int, _ columns: KnobColumns, isChosen: Bool) -> Line {
    if let overruled = overruled(index, columns) { return overruled }
    let value = board.values[index]
    let isChanged = board.isChanged(index)
    let text = KnobText.value(value, of: board.knobs[index], columns: columns.value)
    var line = Line(text.leftPadded(to: columns.value), isChanged ? .strongAccent : .text)
    line.add(isChanged ? "*" : " ", .strongAccent)
    guard columns.slider > 0 else { return line }
    line.add(
      ProgressText.slider(
        board.knobs[index].kind.position(of: value) ?? 1, columns: columns.slider,
        isChosen || isChanged ? .accent : .dim, rest: .border))
    return line
  }
}
