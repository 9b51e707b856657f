import WeirAnalysis
import WeirEvents
import WeirScreen

/// All that Warnings has to say as rows: the findings, those that went, and, where there is room, what is looked for.
struct WarningRows {
  let run: ShownRun

  /// Nobody reads more of them, and each takes long to wrap.
  static let mostFindings = 64

  private var findings: [Finding] { run.analysis.foldedFindings }
  private var told: ArraySlice<Finding> { findings.prefix(WarningRows.mostFindings) }
  private var past: [FindingHistory.Past] { run.history.pastFindings.folded }
  private var texts: FindingRows { FindingRows(run: run.history) }

  /// That there are findings beyond those that are told.
  private var more: Line? {
    let count = findings.count - told.count
    return count > 0 ? Line("▲ and \(NumberText.count(count)) more", .bad) : nil
  }

  /// On a wide screen all that is looked for stands at the right, else below.
  static func hasTable(beside box: Box) -> Bool { box.columns >= 130 && box.rows >= 12 }

  /// How many columns the findings have.
  static func columns(in box: Box) -> Int {
    hasTable(beside: box) ? box.columns / 2 : box.columns
  }

  /// All there is to say in a width, as fully as suits a number of rows.
  func rows(in box: Box) -> [Line] {
    let columns = WarningRows.columns(in: box)
    let count = box.rows
    if count < WarningRows.fullRows { return shortRows(columns, rows: count) }
    var rows: [Line] = []
    for finding in told {
      rows += texts.long(finding, columns) + ring(of: finding, columns) + [Line()]
    }
    if let more { rows += [more, Line()] }
    if findings.isEmpty { rows += [allQuiet, Line()] }
    if !past.isEmpty {
      rows.append(Line("gone", .dim))
      rows += past.reversed().map { texts.past($0, columns) } + [Line()]
    }
    return WarningRows.hasTable(beside: box)
      ? rows : rows + LintTable(run: run.history).rows(columns)
  }

  /// Where tasks wait for each other, how.
  private func ring(of finding: Finding, _ columns: Int) -> [Line] {
    let analysis = run.analysis
    guard finding.lint == .deadlock,
      let cycle = analysis.waitCycles.first(where: { cycle in
        cycle.first.map { analysis.tasks.name(of: $0.task) == finding.subject } ?? false
      })
    else { return [] }
    return WaitCycleDrawing(cycle: cycle, analysis: analysis).lines(columns)
  }

  /// From so many rows on there is room for more than the evidence.
  private static let fullRows = 12

  /// In very few rows a headline for each; then what went, and what is looked for, as far as there is room.
  private func shortRows(_ columns: Int, rows count: Int) -> [Line] {
    if findings.count > 1, count <= findings.count + 1 {
      return told.map { texts.headline($0, columns) } + [more].compactMap(\.self)
    }
    var rows = findings.isEmpty ? [allQuiet] : told.flatMap { texts.short($0, columns) }
    // What to try gives way where it would drive out another finding.
    if findings.count > 1, rows.count > count { rows = told.flatMap { texts.brief($0, columns) } }
    if let more { rows.append(more) }
    rows += past.reversed().map { texts.past($0, columns) }.prefix(max(count - rows.count, 0))
    let left = count - rows.count
    guard left >= WarningRows.fewestChecks else { return rows }
    let table = LintTable(run: run.history)
    return rows + [Line()] + table.shortRows(columns).prefix(left - 1)
  }

  /// Fewer checks than that are no list.
  private static let fewestChecks = 4

  private var allQuiet: Line {
    var line = Line("✓ ", .good)
    line.add("all quiet", .text)
    line.add(
      run.start.level.hasSteps
        ? "  \(Lint.allCases.count) checks watch"
        : "  some checks need more than was recorded", .dim)
    return line
  }
}
