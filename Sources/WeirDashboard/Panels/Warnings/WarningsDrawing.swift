import WeirAnalysis
import WeirEvents
import WeirScreen

/// The findings of the lints: which, about whom, since when, and the evidence; a quiet line where there are none.
///
/// On a whole screen also what each means and what to try, the findings that went, and all that is looked for.
struct WarningsDrawing: PanelDrawing {
  let panel: WarningsPanel
  let run: ShownRun
  /// Wrapping takes long where findings are many: it is done once for the border and for what is inside.
  private let rows: [Line]

  /// The panel for a box of the size of the one in which it is drawn.
  init(panel: WarningsPanel, run: ShownRun, in box: Box) {
    self.panel = panel
    self.run = run
    rows = WarningRows(run: run).rows(in: box)
  }

  private var findings: [Finding] { run.analysis.foldedFindings }

  func summary(in box: Box) -> Line {
    var line = Line()
    if !findings.isEmpty { line.add("▲ \(findings.count)", .bad) }
    let gone = run.history.pastFindings.folded.count
    if gone > 0 {
      line.add(line.width > 0 ? "  " : "", .dim)
      line.add("\(gone) gone", .dim)
    }
    guard !findings.isEmpty else { return line }
    let below = rows.count - box.rows - (panel.scroll)
    if below > 0 { line.add("  ↓ \(below)", .accent) }
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let first = min(panel.scroll, max(rows.count - box.rows, 0))
    for (offset, line) in rows.dropFirst(first).prefix(box.rows).enumerated() {
      frame.write(line, at: box.column, box.row + offset, limit: WarningRows.columns(in: box))
    }
    guard WarningRows.hasTable(beside: box) else { return }
    let table = box.inset(left: WarningRows.columns(in: box) + 3)
    for (offset, line) in LintTable(run: run.history).rows(table.columns).enumerated()
    where offset < table.rows {
      frame.write(line, at: table.column, table.row + offset, limit: table.columns)
    }
  }
}
