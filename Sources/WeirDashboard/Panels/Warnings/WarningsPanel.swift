import WeirAnalysis
import WeirEvents
import WeirScreen

/// The findings of the lints: which, about whom, since when, and the evidence; a quiet line where there are none.
///
/// On a whole screen also what each means and what to try, the findings that went, and all that is looked for.
struct WarningsPanel: PanelDrawing {
  let state: Dashboard
  /// Wrapping takes long where findings are many: it is done once for the border and for what is inside.
  private let rows: [Line]

  /// The panel for a box of the size of the one in which it is drawn.
  init(state: Dashboard, in box: Box) {
    self.state = state
    rows = WarningRows(state: state).rows(in: box)
  }

  private var findings: [Finding] { state.run.analysis.foldedFindings }

  func summary(in box: Box) -> Line {
    var line = Line()
    if !findings.isEmpty { line.add("▲ \(findings.count)", .bad) }
    let gone = state.run.pastFindings.folded.count
    if gone > 0 {
      line.add(line.width > 0 ? "  " : "", .dim)
      line.add("\(gone) gone", .dim)
    }
    guard !findings.isEmpty else { return line }
    let below = rows.count - box.rows - (state.view.scroll[.warnings] ?? 0)
    if below > 0 { line.add("  ↓ \(below)", .accent) }
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let first = min(state.view.scroll[.warnings] ?? 0, max(rows.count - box.rows, 0))
    for (offset, line) in rows.dropFirst(first).prefix(box.rows).enumerated() {
      frame.write(line, at: box.column, box.row + offset, limit: WarningRows.columns(in: box))
    }
    guard WarningRows.hasTable(beside: box) else { return }
    let table = box.inset(left: WarningRows.columns(in: box) + 3)
    for (offset, line) in LintTable(state: state).rows(table.columns).enumerated()
    where offset < table.rows {
      frame.write(line, at: table.column, table.row + offset, limit: table.columns)
    }
  }

  /// How many rows there are to be seen, by scrolling.
  var rowCount: Int { rows.count }

  /// How many rows the findings take with their evidence and what to try; those beyond a number
  /// nobody needs to know.
  static func evidenceRows(of state: Dashboard, _ columns: Int, atMost limit: Int) -> Int {
    let texts = FindingRows(state: state)
    var count = 0
    for finding in state.run.analysis.foldedFindings {
      guard count < limit else { break }
      count += texts.short(finding, columns).count
    }
    return min(count, limit)
  }
}
