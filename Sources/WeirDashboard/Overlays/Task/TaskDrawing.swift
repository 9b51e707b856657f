import WeirAnalysis
import WeirEvents
import WeirScreen

/// Draws a task's page: over the right half of a wide screen, else over all panels.
struct TaskDrawing {
  let page: TaskPage
  let run: ShownRun

  private static let halfFrom = 112

  /// The box of the page.
  static func box(in body: Box) -> Box {
    guard body.columns >= halfFrom else { return body }
    let columns = max(body.columns / 2, 60)
    return body.splitLeft(body.columns - columns).rest
  }

  private static func inner(_ body: Box) -> Box { box(in: body).inner.inset(left: 1, right: 1) }

  func draw(in frame: inout Frame, _ body: Box) {
    let box = TaskDrawing.box(in: body)
    frame.fill(box, with: .text)
    PanelBorder(title, summary: summary(body), isFocused: true).draw(in: &frame, box)
    let inner = TaskDrawing.inner(body)
    let rows = rows(inner)
    let first = min(page.scroll, max(rows.count - inner.rows, 0))
    for (offset, row) in rows.dropFirst(first).prefix(inner.rows).enumerated() {
      draw(row, in: &frame, inner, inner.row + offset)
    }
  }

  private func draw(_ row: TaskDetailRow, in frame: inout Frame, _ box: Box, _ y: Int) {
    let gutter = TaskDetailText.gutter
    frame.write(row.label, at: box.column, y, limit: gutter - 1, .accent)
    frame.write(row.line, at: box.column + gutter, y, limit: box.columns - gutter)
  }

  /// From this number of rows on, there is an empty row between topics.
  private static let spacedFrom = 30

  private func rows(_ inner: Box) -> [TaskDetailRow] {
    guard let detail = TaskDetail(page.shown, in: run.history) else {
      return [
        TaskDetailRow(line: Line("This task ended long ago; its record is no longer kept.", .dim))
      ]
    }
    let columns = inner.columns - TaskDetailText.gutter
    let rows = TaskDetailText(detail: detail, columns: columns).rows
    return inner.rows >= TaskDrawing.spacedFrom ? rows.spaced : rows
  }

  private var title: Line {
    var title = Line("Task \(page.shown.rawValue) ", .dim)
    title.add(run.analysis.tasks.name(of: page.shown), .title)
    return title
  }

  private func summary(_ body: Box) -> Line {
    let below = rowsBelow(body)
    var line = Line(below > 0 ? "↓ \(below)  " : "", .accent)
    if let neighbour = TaskDetail(page.shown, in: run.history)?.neighbour {
      line.add("Enter ", .accent)
      line.add(run.analysis.tasks.name(of: neighbour), .dim)
    }
    return line
  }

  private func rowsBelow(_ body: Box) -> Int {
    max(scrollLimit(body) - page.scroll, 0)
  }

  /// How far it can be scrolled on a screen with this body.
  func scrollLimit(_ body: Box) -> Int {
    let inner = TaskDrawing.inner(body)
    return max(rows(inner).count - inner.rows, 0)
  }
}
