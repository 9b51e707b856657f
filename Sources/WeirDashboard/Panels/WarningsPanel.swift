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
    findings.isEmpty ? Line() : Line("\(findings.count)", look.bad)
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
    let chain = state.run.analysis.state == .stalled ? stalledRows(columns) : []
    if findings.isEmpty, chain.isEmpty { return [allQuiet] }
    return findings.flatMap { rows($0, columns) } + chain
  }

  private var allQuiet: Line {
    var line = Line("✓ ", look.good)
    line.add("all quiet", look.text)
    return line
  }

  private func rows(_ finding: Finding, _ columns: Int) -> [Line] {
    var line = Line("▲ \(finding.lint.rawValue)", look.bad)
    line.add("  \(finding.subject)", look.strong)
    if columns >= 40 {
      line.add("  since \(TimeText.clock(finding.since).dropFirst(3).dropLast(2))", look.dim)
    }
    return [line]
      + finding.evidence.wrapped(to: columns - 2).map { Line("  \($0)", look.text) }
  }

  private func stalledRows(_ columns: Int) -> [Line] {
    let chains = WaitChains(state.run.analysis).sentences
    return [Line("Nothing can ever run again, unless you turn a knob:", look.warning)]
      + chains.flatMap { $0.wrapped(to: columns - 2) }.map { Line("  \($0)", look.text) }
  }
}
