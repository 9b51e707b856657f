import WeirAnalysis
import WeirEvents
import WeirScreen

/// The armed deadlines as count-down bars, the soonest first, those that passed, and what became of all of them.
struct TimeoutsPanel: PanelDrawing {
  let state: Dashboard
  private var ledger: TimeoutLedger { state.run.analysis.timeouts }
  private var history: TimeoutHistory { state.run.timeoutHistory }
  private var rows: TimeoutRows { TimeoutRows(state: state) }

  init(state: Dashboard) {
    self.state = state
  }

  func summary(in box: Box) -> Line {
    guard ledger.counts.armed > 0 else { return Line() }
    var line = Line(NumberText.count(ledger.openCount).leftPadded(to: 2), .text)
    line.add(" armed", .dim)
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    guard ledger.counts.armed > 0 else {
      return write(hint.wrapped(to: box.columns).map { Line($0, .dim) }, in: &frame, box)
    }
    if TimeoutsPanel.isLarge(box) { return drawLarge(in: &frame, box) }
    // In a single row that nothing is armed says more than what became of the others.
    let (list, totals) = box.splitTop(max(box.rows - 1, ledger.openCount == 0 ? 1 : 0))
    write([rows.totals(box.columns)], in: &frame, totals)
    let (armed, late) = list.splitTop(armedRows(in: list.rows))
    drawArmed(in: &frame, armed)
    drawLate(in: &frame, late)
  }

  private func write(_ lines: [Line], in frame: inout Frame, _ box: Box) {
    for (offset, line) in lines.prefix(box.rows).enumerated() {
      frame.write(line, at: box.column, box.row + offset, limit: box.columns)
    }
  }

  private func drawArmed(in frame: inout Frame, _ box: Box) {
    if ledger.openCount == 0 { write([Line("None is armed now.", .dim)], in: &frame, box) }
    let first = min(state.view.scroll[.timeouts] ?? 0, max(ledger.openCount - box.rows, 0))
    let shown = rows.soonest(first + box.rows).dropFirst(first)
    write(shown.map { rows.armed($0, box.columns) }, in: &frame, box)
  }

  /// Those that passed lately, the latest first; where none did, how close one came.
  private func drawLate(in frame: inout Frame, _ box: Box) {
    guard box.rows > 1 else { return }
    var lines = [Line("out of time lately", .dim)]
    if history.late.isEmpty {
      lines = [Line("✓ none has run out of time", .good)]
      if let closest = rows.closest { lines.append(closest) }
    }
    lines += history.late.reversed().prefix(box.rows).map { rows.late($0, box.columns) }
    write(lines, in: &frame, box)
  }

  /// A row for each open deadline, the totals, and below them some of those that passed.
  var neededRows: ClosedRange<Int> {
    guard ledger.counts.armed > 0 else { return 1...2 }
    let armed = max(ledger.openCount, 1)
    return armed + 1...max(armed + lateRows, TimeoutsPanel.listFrom) + 1
  }

  /// The rows of those that passed, with their heading.
  private var lateRows: Int { max(history.late.count + 1, 2) }

  /// How many rows of a list the armed deadlines have; those that passed have at most as many.
  private func armedRows(in rows: Int) -> Int {
    rows >= TimeoutsPanel.listFrom ? rows - min(lateRows, rows / 2) : rows
  }

  private var hint: String {
    guard state.start.level.hasItems else { return "Timeouts were not recorded." }
    guard let name = state.description.deadlineKnob, state.knobs[name] == .off else {
      return "No deadline was armed yet."
    }
    return state.knobs.isLocked
      ? "The \(name) is off, so none is armed."
      : "The \(name) is off: turn the knob down to arm one."
  }
}

extension TimeoutsPanel {
  /// From so many rows on those that passed have some below those that are armed.
  private static let listFrom = 6

  private static func isLarge(_ box: Box) -> Bool { box.rows >= 14 && box.columns >= 76 }

  /// How many rows the list of the armed ones has in a box.
  func listRows(in box: Box) -> Int {
    if TimeoutsPanel.isLarge(box) { return TimeoutsPanel.parts(of: box).armed.rows }
    return armedRows(in: max(box.rows - 1, 0))
  }

  /// What burns down at the left, what passed at the right; below the totals and the wasted work over time.
  private static func parts(of box: Box) -> (armed: Box, late: Box, table: Box, graph: Box) {
    let (upper, lower) = box.splitTop(box.rows * 3 / 5)
    let (left, right) = upper.splitLeft(upper.columns / 2)
    let (table, graph) = lower.splitTop(min(5, lower.rows / 2))
    return (left.inset(right: 1, bottom: 1), right.inset(left: 1, bottom: 1), table, graph)
  }

  private func drawLarge(in frame: inout Frame, _ box: Box) {
    let parts = TimeoutsPanel.parts(of: box)
    drawArmed(in: &frame, parts.armed)
    drawLate(in: &frame, parts.late)
    var table = rows.table(parts.table.columns)
    if let closest = rows.closest, table.count < parts.table.rows { table.append(closest) }
    write(table, in: &frame, parts.table)
    let (graph, axis) = parts.graph.splitTop(parts.graph.rows - 1)
    GaugeView(gauge: history.wasting, state: state, isNamed: true)
      .draw(in: &frame, graph)
    guard !axis.isEmpty else { return }
    let columns = GaugeGraph.columns(in: axis.columns)
    let text = TimeAxis.text(columns: columns, state.depthScale(columns: columns))
    frame.write(text, at: axis.endColumn - columns, axis.row, limit: columns, .dim)
  }
}
