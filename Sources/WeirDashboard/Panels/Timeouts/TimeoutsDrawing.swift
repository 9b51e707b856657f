import WeirAnalysis
import WeirEvents
import WeirScreen

/// The armed deadlines as countdown bars, the soonest first, then those that passed, and the
/// totals.
struct TimeoutsDrawing: PanelDrawing {
  let panel: TimeoutsPanel
  let scene: PanelScene
  private var ledger: TimeoutLedger { scene.run.analysis.timeouts }
  private var history: TimeoutHistory { scene.run.history.timeoutHistory }
  private var rows: TimeoutRows { TimeoutRows(scene: scene) }

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
    // In a single row, that none is armed matters more than the totals.
    let (list, totals) = box.splitTop(max(box.rows - 1, ledger.openCount == 0 ? 1 : 0))
    write([rows.totals(box.columns)], in: &frame, totals)
    let (armed, late) = list.splitTop(panel.armedRows(in: list.rows, scene))
    drawArmed(in: &frame, armed)
    drawLate(in: &frame, late)
  }

  private func write(_ lines: [Line], in frame: inout Frame, _ box: Box) {
    for (offset, line) in lines.prefix(box.rows).enumerated() {
      frame.write(line, at: box.column, box.row + offset, limit: box.columns)
    }
  }

  private func drawArmed(in frame: inout Frame, _ box: Box) {
    if ledger.openCount == 0 { write([Line("No timeouts armed.", .dim)], in: &frame, box) }
    let first = min(panel.scroll, max(ledger.openCount - box.rows, 0))
    let shown = rows.soonest(first + box.rows).dropFirst(first)
    write(shown.map { rows.armed($0, box.columns) }, in: &frame, box)
  }

  /// Draws the deadlines that passed lately, the latest first, or how close one came if none did.
  private func drawLate(in frame: inout Frame, _ box: Box) {
    guard box.rows > 1 else { return }
    var lines = [Line("recent timeouts", .dim)]
    if history.late.isEmpty {
      lines = [Line("✓ no timeouts yet", .good)]
      if let closest = rows.closest { lines.append(closest) }
    }
    lines += history.late.reversed().prefix(box.rows).map { rows.late($0, box.columns) }
    write(lines, in: &frame, box)
  }

  private var hint: String {
    guard scene.run.start.level.hasItems else { return "Timeouts were not recorded." }
    guard let name = scene.run.description.deadlineKnob, scene.run.knobs[name] == .off else {
      return "No deadline was armed yet."
    }
    return scene.run.knobs.isLocked
      ? "The \(name) is off, so none is armed."
      : "The \(name) is off: turn the knob down to arm one."
  }
}

extension TimeoutsDrawing {
  private func drawLarge(in frame: inout Frame, _ box: Box) {
    let parts = TimeoutsPanel.parts(of: box)
    drawArmed(in: &frame, parts.armed)
    drawLate(in: &frame, parts.late)
    var table = rows.table(parts.table.columns)
    if let closest = rows.closest, table.count < parts.table.rows { table.append(closest) }
    write(table, in: &frame, parts.table)
    let (graph, axis) = parts.graph.splitTop(parts.graph.rows - 1)
    GaugeView(gauge: history.lateWork, scene: scene, isNamed: true)
      .draw(in: &frame, graph)
    guard !axis.isEmpty else { return }
    let columns = GaugeGraph.columns(in: axis.columns)
    let text = scene.axisText(scene.graphScale(columns: columns), columns: columns)
    frame.write(text, at: axis.endColumn - columns, axis.row, limit: columns, .dim)
  }
}
