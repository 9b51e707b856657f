import WeirTrace

/// The findings of the lints: which, about whom, since when, and the evidence; a quiet line where there are none.
struct WarningsPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
  }

  private var findings: [Finding] { state.run.analysis.findings }

  func summary(in box: Box) -> Line {
    guard !findings.isEmpty else { return Line() }
    var line = Line("\(findings.count)", look.bad)
    let below = rows(box.columns).count - box.rows - (state.view.scroll[.warnings] ?? 0)
    if below > 0 { line.add("  ↓ \(below)", look.accent) }
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let rows = rows(box.columns)
    let first = min(state.view.scroll[.warnings] ?? 0, max(rows.count - box.rows, 0))
    for (offset, line) in rows.dropFirst(first).prefix(box.rows).enumerated() {
      frame.write(line, at: box.column, box.row + offset, limit: box.columns)
    }
  }

  /// All there is to say, wrapped to a width.
  func rows(_ columns: Int) -> [Line] {
    findings.isEmpty ? [allQuiet] : findings.flatMap { rows($0, columns) }
  }

  private var allQuiet: Line {
    var line = Line("✓ ", look.good)
    line.add("all quiet", look.text)
    return line
  }

  private func rows(_ finding: Finding, _ columns: Int) -> [Line] {
    var line = Line("▲ \(finding.lint.rawValue)", look.bad)
    line.add("  \(finding.subject)", look.strong)
    let since = "  since \(TimeText.shortClock(finding.since))"
    if line.width + since.count <= columns { line.add(since, look.dim) }
    return [line]
      + finding.evidence.wrapped(to: columns - 2).map { Line("  \($0)", look.text) }
  }
}
