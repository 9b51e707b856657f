import WeirAnalysis
import WeirEvents
import WeirScreen

/// The knobs: name, value and a slider each, and a line about the chosen one.
struct KnobsPanel: PanelDrawing {
  let state: Dashboard
  private var board: KnobBoard { state.knobs }

  init(state: Dashboard) {
    self.state = state
  }

  /// Where the rows of the knobs stand, and which knob is in the first.
  struct List {
    var box: Box
    var first: Int
    /// How many rows lie from one knob to the next.
    var pitch = 1

    /// The knob that stands at a point, be it one or not.
    func index(at point: Point) -> Int { first + (point.row - box.row) / pitch }
  }

  /// A row for each knob, and two for the help.
  static func neededRows(_ board: KnobBoard) -> ClosedRange<Int> {
    let rows = max(board.knobs.count, 3) + 2
    return rows...rows + 1
  }

  /// The list scrolls so that the chosen knob is to be seen. From four rows on the last one is for
  /// the help, from eight on the last two, and what is left over as well; an error takes as many as
  /// it needs, down to one knob.
  static func list(_ board: KnobBoard, in box: Box) -> List {
    if KnobTable.fits(box) { return table(board, in: box) }
    let rows: Int
    if let error = board.error {
      rows = min(max(box.rows - error.wrapped(to: box.columns).count, 1), board.knobs.count)
    } else {
      let help = box.rows >= 8 ? 2 : box.rows >= 4 ? 1 : 0
      rows = min(box.rows - help, max(board.knobs.count, 3))
    }
    let limit = max(board.knobs.count - rows, 0)
    let first = min(max(board.selected - rows + 1, 0), limit)
    return List(box: box.splitTop(rows).top, first: first)
  }

  /// The columns of the screen in which the sliders are.
  static func sliderColumns(_ board: KnobBoard, in box: Box) -> Range<Int> {
    let columns =
      KnobTable.fits(box)
      ? KnobTable(board, box.columns).sliderColumns
      : KnobColumns(box.columns, board).sliderColumns
    return box.column + columns.lowerBound..<box.column + columns.upperBound
  }

  /// Below a heading, and with a gap between two where there is room for that.
  private static func table(_ board: KnobBoard, in box: Box) -> List {
    let room = box.inset(top: 1, bottom: 3)
    let pitch = board.knobs.count * 2 <= room.rows ? 2 : 1
    let first = min(
      max(board.selected - room.rows / pitch + 1, 0), max(board.knobs.count - room.rows / pitch, 0))
    return List(box: room, first: first, pitch: pitch)
  }

  func summary(in box: Box) -> Line {
    let changed = board.knobs.indices.filter(board.isChanged).count
    let list = KnobsPanel.list(board, in: box)
    let below = board.knobs.count - list.first - list.box.rows / list.pitch
    let more = below > 0 ? Line("  ↓ \(below)", .accent) : Line()
    var line = board.isLocked ? Line("locked", .dim) : Line()
    if changed > 0 {
      line.add("\(board.isLocked ? "  " : "")\(changed) changed", .accent)
    } else if !(below > 0 && box.columns < 34), !board.isLocked {
      // How many are out of sight says more than that none was turned.
      line.add("as the preset", .dim)
    }
    line.add(more)
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    if KnobTable.fits(box) { return drawTable(in: &frame, box) }
    let list = KnobsPanel.list(board, in: box)
    let columns = KnobColumns(box.columns, board)
    for offset in 0..<list.box.rows where list.first + offset < board.knobs.count {
      draw(list.first + offset, columns, in: &frame, box, row: box.row + offset)
    }
    drawHelp(in: &frame, box.inset(top: list.box.rows))
  }

  private func drawTable(in frame: inout Frame, _ box: Box) {
    let list = KnobsPanel.list(board, in: box)
    let table = KnobTable(board, box.columns)
    frame.write(table.heading, at: box.column, box.row, limit: box.columns)
    let shown = board.knobs.indices.dropFirst(list.first).prefix(list.box.rows / list.pitch)
    for (offset, index) in shown.enumerated() {
      let isFocused = index == board.selected && state.view.focus == .knobs
      let row = list.box.row + offset * list.pitch
      if index == board.selected, let editor = board.editor {
        let label = table.label(index, isFocused: isFocused)
        frame.write(label, at: box.column, row, limit: box.columns)
        TypedLine(editor: editor, style: .strong).draw(
          in: &frame, column: box.column + label.width, row: row,
          columns: box.columns - label.width)
      } else {
        frame.write(table.row(index, isFocused: isFocused), at: box.column, row, limit: box.columns)
      }
      if index == board.selected {
        let bar = Box(column: box.column, row: row, columns: box.columns, rows: 1)
        frame.highlight(bar)
      }
    }
    drawHelp(in: &frame, box.inset(top: max(box.rows - 2, 0)))
  }

  /// What the chosen knob does and its range, at the lower edge of the panel; only the first where there is one row.
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
    guard let knob = board.chosen else {
      let isLog = board.isLocked
      return (isLog ? "No settings were recorded." : "This scenario has no knobs.", .dim)
    }
    if let error = board.error { return (error, .bad) }
    if board.isLocked {
      let ruling = board.ruling(of: knob.name).map { " \($0)" } ?? ""
      return ("\(knob.help)\(ruling)", .dim)
    }
    if let ruling = board.ruling(of: knob.name) {
      return ("\(ruling) Your value, \(board.values[board.selected]), is kept.", .text)
    }
    return ("\(knob.help) (\(knob.kind.rangeText))", .dim)
  }

  private func draw(
    _ index: Int, _ columns: KnobColumns, in frame: inout Frame, _ box: Box, row: Int
  ) {
    let isChosen = index == board.selected
    let isFocused = isChosen && state.view.focus == .knobs
    var line = Line(isChosen ? "▸" : " ", isFocused ? .strongAccent : .dim)
    line.add(board.knobs[index].name.padded(to: columns.name), isChosen ? .strong : .text)
    line.add(" ", .text)
    if isChosen, let editor = board.editor {
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

  /// Of a knob that is overruled the value that holds, dimmed, and what overrules it.
  private func overruled(_ index: Int, _ columns: KnobColumns) -> Line? {
    let knob = board.knobs[index]
    guard let ruler = board.ruler(of: knob.name) else { return nil }
    let holding = board.overruling(of: knob.name)?.value
    let text = holding.map { KnobText.value($0, of: knob, columns: columns.value) } ?? "unused"
    let short = holding?.description ?? "–"
    let room = columns.value + 1 + columns.slider
    // A name that is cut says nothing; the header has the whole one beside the same sign.
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
