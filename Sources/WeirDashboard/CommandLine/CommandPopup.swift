import WeirEvents
import WeirScreen

/// The box above the command being typed: what can come next, a note about it, or why the command
/// was not run.
struct CommandPopup {
  let entry: CommandEntry
  let completion: Completion

  private static let widest = 84
  private static let mostRows = 10

  /// Its place over the panels; empty if there is nothing to show.
  func box(in body: Box) -> Box {
    let columns = min(body.columns, CommandPopup.widest)
    let inner = rowCount(columns - 4)
    guard inner > 0 else { return .empty }
    let rows = min(inner + 2, body.rows)
    return Box(column: body.column, row: body.endRow - rows, columns: columns, rows: rows)
  }

  /// The candidate at a point.
  func candidate(at point: Point, _ body: Box) -> Int? {
    let inner = box(in: body).inner
    let index = first(inner.rows) + point.row - inner.row
    guard entry.error == nil, inner.contains(point), completion.candidates.indices.contains(index),
      point.row - inner.row < candidateRows
    else { return nil }
    return index
  }

  func draw(in frame: inout Frame, _ body: Box) {
    let box = box(in: body)
    guard !box.isEmpty else { return }
    frame.fill(box, with: .text)
    PanelBorder(
      Line(entry.error == nil ? title : "Not done", .title),
      summary: Line(hint, .dim), isFocused: true
    ).draw(in: &frame, box)
    let inner = box.inner.inset(left: 1, right: 1)
    let (list, rest) = inner.splitTop(entry.error == nil ? candidateRows : 0)
    drawCandidates(in: &frame, list)
    for (offset, text) in notes(inner.columns).prefix(rest.rows).enumerated() {
      let style: Style = entry.error == nil ? .dim : .bad
      frame.write(text, at: rest.column, rest.row + offset, limit: rest.columns, style)
    }
  }
}

extension CommandPopup {
  private var title: String { completion.title.isEmpty ? "Command" : completion.title }

  private var hint: String {
    if entry.error != nil { return "fix it, or Esc" }
    return completion.candidates.isEmpty ? "Enter runs it" : "Tab completes"
  }

  private var candidateRows: Int { min(completion.candidates.count, CommandPopup.mostRows) }

  private func rowCount(_ columns: Int) -> Int {
    let notes = notes(columns).count
    return entry.error == nil ? candidateRows + notes : notes
  }

  private func notes(_ columns: Int) -> [String] {
    (entry.error ?? completion.note).wrapped(to: columns)
  }

  /// The first candidate shown, so that the chosen one is always visible.
  private func first(_ rows: Int) -> Int {
    let shown = min(candidateRows, rows)
    let chosen = entry.choice?.index ?? 0
    return (chosen - shown + 1).clamped(to: 0...max(completion.candidates.count - shown, 0))
  }

  private func drawCandidates(in frame: inout Frame, _ box: Box) {
    let names = completion.candidates.map { CharacterWidth.of($0.text) }.max() ?? 0
    let first = first(box.rows)
    for offset in 0..<min(box.rows, completion.candidates.count - first) {
      let candidate = completion.candidates[first + offset]
      let isChosen = entry.choice?.index == first + offset
      var line = Line(isChosen ? "▸ " : "  ", .strongAccent)
      line.add(candidate.text.padded(to: names), isChosen ? .strong : .accent)
      line.add("  \(candidate.note)", .text)
      let row = Box(column: box.column, row: box.row + offset, columns: box.columns, rows: 1)
      frame.write(line, at: row.column, row.row, limit: row.columns)
      if isChosen { frame.highlight(row) }
    }
  }
}
