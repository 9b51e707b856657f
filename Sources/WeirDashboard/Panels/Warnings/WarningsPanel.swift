import WeirTrace

/// The findings of the lints: which, about whom, since when, and the evidence; a quiet line where there are none.
///
/// On a whole screen also what each means and what to try, the findings that went, and all that is looked for.
struct WarningsPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
  }

  private var findings: [Finding] { state.run.analysis.findings }
  private var past: some RandomAccessCollection<FindingHistory.Past> {
    state.run.pastFindings.past
  }
  private var texts: FindingRows { FindingRows(state: state, look: look) }

  func summary(in box: Box) -> Line {
    var line = Line()
    if !findings.isEmpty { line.add("▲ \(findings.count)", look.bad) }
    if !past.isEmpty {
      line.add(line.width > 0 ? "  " : "", look.dim)
      line.add("\(past.count) gone", look.dim)
    }
    guard !findings.isEmpty else { return line }
    let below = rows(in: box).count - box.rows - (state.view.scroll[.warnings] ?? 0)
    if below > 0 { line.add("  ↓ \(below)", look.accent) }
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let rows = rows(in: box)
    let first = min(state.view.scroll[.warnings] ?? 0, max(rows.count - box.rows, 0))
    for (offset, line) in rows.dropFirst(first).prefix(box.rows).enumerated() {
      frame.write(line, at: box.column, box.row + offset, limit: columns(in: box))
    }
    guard WarningsPanel.hasTable(beside: box) else { return }
    let table = box.inset(left: columns(in: box) + 3)
    for (offset, line) in LintTable(state: state, look: look).rows(table.columns).enumerated()
    where offset < table.rows {
      frame.write(line, at: table.column, table.row + offset, limit: table.columns)
    }
  }

  /// On a wide screen all that is looked for stands at the right, else below.
  private static func hasTable(beside box: Box) -> Bool { box.columns >= 130 && box.rows >= 12 }

  /// How many columns the findings have.
  private func columns(in box: Box) -> Int {
    WarningsPanel.hasTable(beside: box) ? box.columns / 2 : box.columns
  }

  /// How many rows there are to be seen in a box of this size, by scrolling.
  func rowCount(in box: Box) -> Int { rows(in: box).count }

  /// How many rows the findings take with their evidence.
  func evidenceRows(_ columns: Int) -> Int {
    findings.reduce(0) { $0 + texts.short($1, columns).count }
  }

  /// All there is to say in a width, as fully as suits a number of rows.
  private func rows(in box: Box) -> [Line] {
    let columns = columns(in: box)
    let count = box.rows
    if count < WarningsPanel.fullRows { return shortRows(columns, rows: count) }
    var rows: [Line] = []
    for finding in findings {
      rows += texts.long(finding, columns) + ring(of: finding, columns) + [Line()]
    }
    if findings.isEmpty { rows += [allQuiet, Line()] }
    if !past.isEmpty {
      rows.append(Line("gone", look.dim))
      rows += past.reversed().map { texts.past($0, columns) } + [Line()]
    }
    return WarningsPanel.hasTable(beside: box)
      ? rows : rows + LintTable(state: state, look: look).rows(columns)
  }

  /// Where tasks wait for each other, how.
  private func ring(of finding: Finding, _ columns: Int) -> [Line] {
    let analysis = state.run.analysis
    guard finding.lint == .deadlock,
      let cycle = analysis.waitCycles.first(where: { cycle in
        cycle.first.map { analysis.tasks.name(of: $0.task) == finding.subject } ?? false
      })
    else { return [] }
    return WaitCycleDrawing(cycle: cycle, analysis: analysis, look: look).lines(columns)
  }

  /// From so many rows on there is room for more than the evidence.
  private static let fullRows = 12

  /// In very few rows a headline for each; then what went, and what is looked for, as far as there is room.
  private func shortRows(_ columns: Int, rows count: Int) -> [Line] {
    if findings.count > 1, count <= findings.count + 1 {
      return findings.map { texts.headline($0, columns) }
    }
    var rows =
      findings.isEmpty ? [allQuiet] : findings.flatMap { texts.short($0, columns) }
    rows += past.reversed().map { texts.past($0, columns) }.prefix(max(count - rows.count, 0))
    let left = count - rows.count
    guard left >= WarningsPanel.fewestChecks else { return rows }
    let table = LintTable(state: state, look: look)
    return rows + [Line()] + table.shortRows(columns).prefix(left - 1)
  }

  /// Fewer checks than that are no list.
  private static let fewestChecks = 4

  private var allQuiet: Line {
    var line = Line("✓ ", look.good)
    line.add("all quiet", look.text)
    line.add("  \(Lint.allCases.count) checks watch", look.dim)
    return line
  }
}
