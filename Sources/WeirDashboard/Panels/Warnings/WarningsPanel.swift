import WeirAnalysis
import WeirScreen
import WeirEvents

/// The findings of the lints: how far they are scrolled.
struct WarningsPanel: ScrollingPanel {
  var scroll = 0

  func rowCount(in box: Box, _ scene: PanelScene) -> Int {
    WarningRows(run: scene.run).rows(in: box).count
  }

  /// How many rows the findings take with their evidence and what to try, up to a limit.
  ///
  /// - Parameter memory: For how long those that were cleared count as well.
  static func evidenceRows(
    of run: ShownRun, _ columns: Int, atMost limit: Int, keeping memory: Duration = .zero
  ) -> Int {
    let texts = FindingRows(run: run.history)
    let past = run.pastFindings.map { FindingRows.Entry($0.finding, $0.cleared) }
    let cleared =
      run.isOver
      ? [] : run.history.pastFindings.cleared(after: run.now.advanced(by: .zero - memory))
    let current = (run.analysis.findings + cleared).folded.map {
      FindingRows.Entry($0, run.endOfFindings)
    }
    var count = 0
    for entry in current + past {
      guard count < limit else { break }
      count += texts.short(entry, columns).count
    }
    return min(count, limit)
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    WarningsDrawing(panel: self, run: scene.run, in: box)
  }
}

/// The findings of the lints with subject, time and evidence, or a quiet line if there are none.
///
/// On a whole screen also what each means and what to try, the cleared findings, and all checks.
struct WarningsDrawing: PanelDrawing {
  let panel: WarningsPanel
  let run: ShownRun
  /// Made once for both the border and the content, as wrapping many findings takes long.
  private let rows: [Line]

  /// A drawing of the panel for a box of this size.
  init(panel: WarningsPanel, run: ShownRun, in box: Box) {
    self.panel = panel
    self.run = run
    rows = WarningRows(run: run).rows(in: box)
  }

  func summary(in box: Box) -> Line {
    var line = Line()
    if run.findingCount > 0 { line.add("▲ \(run.findingCount)", .bad) }
    let cleared = run.isOver ? 0 : run.history.pastFindings.folded.count
    if cleared > 0 {
      line.add(line.width > 0 ? "  " : "", .dim)
      line.add("\(cleared) cleared", .dim)
    }
    guard run.findingCount > 0 else { return line }
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
