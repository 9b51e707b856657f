import WeirAnalysis
import WeirEvents
import WeirScreen

/// The rows of the panel: the findings, the cleared ones, and in a large panel all checks.
///
/// At the end of a run all that it had are findings, the latest first.
struct WarningRows {
  let run: ShownRun

  /// The most findings that are listed: nobody reads more, and each takes long to wrap.
  static let mostFindings = 64

  private var findings: [FindingRows.Entry] {
    run.analysis.foldedFindings.map { ($0, run.endOfFindings) }
      + run.pastFindings.reversed().map { ($0.finding, $0.cleared) }
  }
  private var listed: ArraySlice<FindingRows.Entry> { findings.prefix(WarningRows.mostFindings) }
  private var past: [FindingHistory.Past] { run.isOver ? [] : run.history.pastFindings.folded }
  private var texts: FindingRows { FindingRows(run: run.history) }

  /// The row that counts the findings that are not listed.
  private var more: Line? {
    let count = findings.count - listed.count
    return count > 0 ? Line("▲ and \(NumberText.count(count)) more", .bad) : nil
  }

  /// Whether the checks stand at the right, on a wide screen; otherwise they are below.
  static func hasTable(beside box: Box) -> Bool {
    box.columns >= tableFrom && box.rows >= fullRows
  }

  /// The fewest columns with room for the checks next to the findings.
  private static let tableFrom = 130

  /// How many columns the findings have.
  static func columns(in box: Box) -> Int {
    hasTable(beside: box) ? box.columns / 2 : box.columns
  }

  /// All rows for a box, in the longest form that suits its size.
  func rows(in box: Box) -> [Line] {
    let columns = WarningRows.columns(in: box)
    let count = box.rows
    if count < WarningRows.fullRows { return shortRows(columns, rows: count) }
    var rows: [Line] = []
    for entry in listed {
      rows += texts.long(entry, columns) + ring(of: entry.finding, columns) + [Line()]
    }
    if let more { rows += [more, Line()] }
    if findings.isEmpty { rows += [allQuiet, Line()] }
    if !past.isEmpty {
      rows.append(Line("cleared", .dim))
      rows += past.reversed().map { texts.past($0, columns) } + [Line()]
    }
    return WarningRows.hasTable(beside: box)
      ? rows : rows + LintTable(run: run.history).rows(columns)
  }

  /// The ring of tasks that wait for each other, if the finding is about one.
  private func ring(of finding: Finding, _ columns: Int) -> [Line] {
    let analysis = run.analysis
    guard finding.lint == .deadlock,
      let cycle = analysis.waitCycles.first(where: { cycle in
        cycle.first.map { analysis.tasks.name(of: $0.task) == finding.subject } ?? false
      })
    else { return [] }
    return WaitCycleDrawing(cycle: cycle, analysis: analysis).lines(columns)
  }

  /// The fewest rows with room for more than the evidence.
  private static let fullRows = 12

  /// Only headlines in very few rows; otherwise also the cleared findings and the checks if there
  /// is room.
  private func shortRows(_ columns: Int, rows count: Int) -> [Line] {
    if findings.count > 1, count <= findings.count + 1 {
      return listed.map { texts.headline($0, columns) } + [more].compactMap(\.self)
    }
    var rows = findings.isEmpty ? [allQuiet] : listed.flatMap { texts.short($0, columns) }
    // Advice gives way if it would push another finding out.
    if findings.count > 1, rows.count > count { rows = listed.flatMap { texts.brief($0, columns) } }
    if let more { rows.append(more) }
    rows += past.reversed().map { texts.past($0, columns) }.prefix(max(count - rows.count, 0))
    let left = count - rows.count
    guard left >= WarningRows.fewestChecks else { return rows }
    let table = LintTable(run: run.history)
    return rows + [Line()] + table.shortRows(columns).prefix(left - 1)
  }

  /// The fewest checks that are listed.
  private static let fewestChecks = 4

  private var allQuiet: Line {
    var line = Line("✓ ", .good)
    line.add(past.isEmpty ? "all quiet" : "quiet now", .text)
    line.add(
      run.start.level.hasSteps
        ? "  \(Lint.allCases.count) checks are active"
        : "  some checks need more than was recorded", .dim)
    return line
  }
}
