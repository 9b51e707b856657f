import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A row for each group of waiting tasks: who, for what, how long, held by whom, and where; in a
/// large box also the chain of waits of the chosen row.
struct WaitsDrawing: PanelDrawing {
  let panel: WaitsPanel
  let scene: PanelScene
  private var analysis: Analysis { scene.run.analysis }

  func summary(in box: Box) -> Line {
    let caught = panel.rows.filter { $0.isCaught }.reduce(0) { $0 + $1.count }
    var parts = TitleParts()
    if caught > 0 {
      let count = NumberText.narrow(caught)
      parts.add(Line("\(count) in a deadlock", .bad), Line("\(count) in deadlock", .bad), rank: 3)
    }
    parts.add(WaitsDrawing.figure("waiting", panel.taskCount), rank: 1)
    if panel.offloadedCount > 0 {
      parts.add(WaitsDrawing.figure("offloaded", panel.offloadedCount), rank: 0)
    }
    let list = panel.parts(of: box).list
    let below = panel.rows.count - list.rows - panel.first(in: list)
    if below > 0 { parts.add(Line("↓ \(below)", .accent), Line("↓\(below)", .accent), rank: 2) }
    return parts.line(box.columns(beside: .waits))
  }

  private static func figure(_ word: String, _ count: Int) -> Line {
    var line = Line("\(word) ", .dim)
    line.add(NumberText.narrow(count), .text)
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (list, room, chain) = panel.parts(of: box)
    let offloaded = OffloadedRows(analysis)
    guard !panel.rows.isEmpty || offloaded.count > 0 else {
      frame.write(Line("No task waits.", .dim), at: box.column, box.row, limit: box.columns)
      return
    }
    let shown = panel.rows.dropFirst(panel.first(in: list)).prefix(list.rows)
    let rows = shown.map { WaitRow($0, in: analysis) }
    let columns = WaitRow.Columns(rows, box.columns)
    for (offset, row) in rows.enumerated() {
      let line = Box(column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
      frame.write(row.line(columns), at: line.column, line.row, limit: line.columns)
      if WaitsPanel.Key(row.group) == panel.chosen { frame.highlight(line) }
    }
    var below = min(rows.count, list.rows)
    let lines = offloaded.lines(room, columns: box.columns)
    for (offset, line) in lines.enumerated() {
      frame.write(line, at: box.column, list.row + below + offset, limit: box.columns)
    }
    below += lines.count
    guard !chain.isEmpty, let group = panel.explained else { return }
    draw(
      group, in: &frame,
      Box(
        column: box.column, row: list.row + below + 1, columns: box.columns,
        rows: box.endRow - list.row - below - 1))
  }

  /// Draws who waits for whom, from the task of a group that has waited longest.
  private func draw(_ group: WaitGroup, in frame: inout Frame, _ box: Box) {
    guard let chain = analysis.waitChain(from: group.task) else { return }
    let lines = WaitChainLines(chain, in: analysis).lines(box.columns)
    for (offset, line) in lines.prefix(box.rows).enumerated() {
      frame.write(line, at: box.column, box.row + offset, limit: box.columns)
    }
  }
}
