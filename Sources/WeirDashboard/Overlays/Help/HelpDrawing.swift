import WeirAnalysis
import WeirEvents
import WeirScreen

/// The help: all keys from the key table, whose rows run on Enter, and what to try in this
/// scenario.
struct HelpDrawing {
  let help: HelpPage
  let scene: OverlayScene

  func draw(in frame: inout Frame, _ body: Box) {
    let box = PageBox.box(in: body)
    drawBorder(in: &frame, box)
    let inner = box.inner.inset(left: 1, right: 1)
    if HelpDrawing.showsBoth(inner) {
      let (left, right) = inner.splitLeft(inner.columns / 2)
      draw(keyRows, in: &frame, left.inset(right: 2), first: firstKeyRow(left.rows))
      drawNotes(in: &frame, right)
    } else if help.showsNotes {
      drawNotes(in: &frame, inner)
    } else {
      draw(keyRows, in: &frame, inner, first: firstKeyRow(inner.rows))
    }
  }

  private static func showsBoth(_ inner: Box) -> Bool { inner.columns >= 96 }

  private func drawBorder(in frame: inout Frame, _ box: Box) {
    frame.fill(box, with: .text)
    PanelBorder(
      Line("Help", .title), summary: Line(summary, .dim), isFocused: true
    ).draw(in: &frame, box)
  }

  private var summary: String {
    help.showsNotes
      ? "↑↓ scroll, Tab shows the keys, Esc closes"
      : "Enter runs the row, Tab shows what to try, Esc closes"
  }

  /// The entry at a point.
  func entry(at point: Point, _ body: Box) -> Int? {
    guard let box = keyBox(in: body), box.contains(point) else { return nil }
    let index = firstKeyRow(box.rows) + point.row - box.row
    return keyRows.indices.contains(index) ? keyRows[index].entry : nil
  }

  /// The box of the keys; `nil` if only the notes are shown.
  private func keyBox(in body: Box) -> Box? {
    let inner = PageBox.inner(in: body)
    if HelpDrawing.showsBoth(inner) {
      return inner.splitLeft(inner.columns / 2).left.inset(right: 2)
    }
    return help.showsNotes ? nil : inner
  }

  private func draw(_ rows: [HelpRow], in frame: inout Frame, _ box: Box, first: Int) {
    for (offset, row) in rows.dropFirst(first).prefix(box.rows).enumerated() {
      frame.write(row.line, at: box.column, box.row + offset, limit: box.columns)
      guard row.isChosen else { continue }
      let bar = Box(column: box.column, row: box.row + offset, columns: box.columns, rows: 1)
      frame.highlight(bar)
    }
  }

  /// The first row shown, so that the chosen row is always visible.
  private func firstKeyRow(_ rows: Int) -> Int {
    let all = keyRows
    let chosen = all.firstIndex { $0.isChosen } ?? 0
    return (chosen - rows / 2).clamped(to: 0...max(all.count - rows, 0))
  }

  private func drawNotes(in frame: inout Frame, _ box: Box) {
    let notes = HelpNotes(scene.run.description, isLocked: scene.run.knobs.isLocked).rows(
      box.columns)
    let first = min(help.scroll, max(notes.count - box.rows, 0))
    draw(notes.map { HelpRow(line: $0) }, in: &frame, box, first: first)
    let below = notes.count - first - box.rows
    guard below > 0 else { return }
    let more = Line(" ↓ \(below) more ", .accent)
    frame.write(more, at: box.endColumn - more.width, box.endRow - 1, limit: more.width)
  }

  /// How far the notes can be scrolled on a screen with this body.
  func scrollLimit(_ body: Box) -> Int {
    let inner = PageBox.inner(in: body)
    let columns =
      HelpDrawing.showsBoth(inner) ? inner.columns - inner.columns / 2 : inner.columns
    return max(
      HelpNotes(scene.run.description, isLocked: scene.run.knobs.isLocked).rows(columns).count
        - inner.rows, 0)
  }
}

/// A row of the help, the entry it describes, and whether it is the one that Enter runs.
struct HelpRow {
  var line: Line
  var isChosen = false
  var entry: Int?
}

extension HelpDrawing {
  /// Follows keys and commands that have no effect here; Enter on the row says why.
  private static let notHere = " (not here)"

  private var keyRows: [HelpRow] {
    var rows: [HelpRow] = []
    var topic: KeyBinding.Topic?
    for (index, binding) in scene.bindings.enumerated() {
      if binding.topic != topic {
        if topic != nil { rows.append(HelpRow(line: Line())) }
        rows.append(HelpRow(line: Line(binding.topic.rawValue, .title)))
        topic = binding.topic
      }
      let isChosen = index == help.selected && !help.showsNotes
      var line = Line(isChosen ? "▸ " : "  ", .strongAccent)
      let isOffered = scene.refusals.refusal(of: binding.action) == nil
      line.add(binding.keyText.padded(to: 15), isOffered ? .accent : .dim)
      line.add(" \(text(of: binding))", isOffered ? .text : .dim)
      if !isOffered { line.add(HelpDrawing.notHere, .dim) }
      rows.append(HelpRow(line: line, isChosen: isChosen, entry: index))
    }
    return rows + commandRows
  }

  /// The commands; Enter opens the command line with the chosen one.
  private var commandRows: [HelpRow] {
    guard let key = scene.options.keys.binding(for: .screen(.commandLine))?.keys.first?.name else {
      return []
    }
    let heading = [
      HelpRow(line: Line()), HelpRow(line: Line("Commands, after \(key)", .title)),
    ]
    return heading
      + TypedCommand.all.enumerated().map { offset, command in
        let index = scene.bindings.count + offset
        let isChosen = index == help.selected && !help.showsNotes
        var line = Line(isChosen ? "▸ " : "  ", .strongAccent)
        let form = command.form.isEmpty ? command.name : "\(command.name) \(command.form)"
        let isOffered = scene.run.source.refusal(of: command) == nil
        line.add(form.padded(to: 15), isOffered ? .accent : .dim)
        line.add(" \(command.help)", isOffered ? .text : .dim)
        if !isOffered { line.add(HelpDrawing.notHere, .dim) }
        return HelpRow(line: line, isChosen: isChosen, entry: index)
      }
  }

  private func text(of binding: KeyBinding) -> String {
    guard case .run(.trigger(let index)) = binding.action, let trigger = scene.run.trigger(index)
    else {
      return binding.help
    }
    return "Fire \(trigger.name)"
  }
}
