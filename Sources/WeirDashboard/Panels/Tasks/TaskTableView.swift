import WeirAnalysis
import WeirEvents
import WeirScreen

/// The tasks as a table, or as a tree in the order of parents and children.
struct TaskTableView {
  let panel: TasksPanel
  let scene: PanelScene
  private let needles: [TaskColumn: [String]]
  private let findings: FindingCounts

  init(panel: TasksPanel, scene: PanelScene) {
    self.panel = panel
    self.scene = scene
    let filter = panel.filter
    needles =
      filter.isEmpty
      ? [:] : [.name: filter.needles, .wait: filter.needles, .place: filter.placeNeedles]
    findings = FindingCounts(scene.run.analysis)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let columns = TaskTableColumns(box.columns, isTree: panel.list.listing.isTree)
    let (heading, list) = box.splitTop(1)
    frame.write(headingLine(columns), at: box.column, heading.row, limit: box.columns)
    let rows = panel.list.rows
    guard !rows.isEmpty else {
      let text = panel.filter.isEmpty ? "No task yet." : "No task passes the filter."
      frame.write(Line(" \(text)", .dim), at: list.column, list.row, limit: list.columns)
      return
    }
    let first = min(panel.scroll, max(rows.count - list.rows, 0))
    for (offset, row) in rows.dropFirst(first).prefix(list.rows).enumerated() {
      let line = Box(column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
      draw(row, columns, in: &frame, line)
    }
  }

  /// The headings; the sorted column has `▲` if the least value comes first, otherwise `▼`.
  private func headingLine(_ columns: TaskTableColumns) -> Line {
    var line = Line(" ", .dim)
    let sort = panel.list.listing.isTree ? nil : Optional(panel.sort)
    for place in columns.places {
      let isSorted = place.column == sort?.column
      let mark = isSorted ? (sort?.isAscending == true ? "▲" : "▼") : ""
      let title = place.width < 2 ? "" : place.column.title
      line.add(aligned(title + mark, place) + " ", isSorted ? .strongAccent : .dim)
    }
    return line
  }

  private func aligned(_ text: String, _ place: TaskTableColumns.Place) -> String {
    place.column.isNumber
      ? text.leftPadded(to: place.width).prefix(columns: max(place.width, CharacterWidth.of(text)))
      : text.padded(to: place.width)
  }

  private func draw(
    _ row: TaskList.Row, _ columns: TaskTableColumns, in frame: inout Frame, _ box: Box
  ) {
    let isChosen = row.task == panel.chosen
    var line = Line(isChosen ? "▸" : " ", .strongAccent)
    if let record = scene.run.analysis.tasks[row.task] {
      let cells = TaskTableCells(record, row, in: scene, findings)
      for place in columns.places {
        let cell = cells.line(place.column, place.width)
        line.add(cell.highlighting(needles[place.column] ?? [], .match))
        line.add(" ", .text)
      }
    } else {
      line.add(forgotten(row, columns))
    }
    frame.write(line, at: box.column, box.row, limit: box.columns)
    if isChosen { frame.highlight(box) }
  }

  /// The row of a task that was forgotten since the list was made: its name stays until the next
  /// list.
  private func forgotten(_ row: TaskList.Row, _ columns: TaskTableColumns) -> Line {
    var line = Line()
    for place in columns.places {
      let text =
        switch place.column {
        case .id: "\(row.task.rawValue)"
        case .name: "\(row.name)"
        default: ""
        }
      line.add(aligned(text, place) + " ", .dim)
    }
    return line
  }
}
