import WeirAnalysis
import WeirEvents
import WeirScreen

/// The tasks as a table, or below their parents or roles.
struct TaskTableView {
  let panel: TasksPanel
  let scene: PanelScene
  private let needles: [TaskColumn: [String]]
  private let findings: FindingCounts
  /// The widths of the names and the counts of groups, the same in all rows.
  private let groupColumns: (name: Int, count: Int)

  init(panel: TasksPanel, scene: PanelScene) {
    self.panel = panel
    self.scene = scene
    let filter = panel.filter
    needles =
      filter.isEmpty
      ? [:] : [.name: filter.needles, .wait: filter.needles, .place: filter.placeNeedles]
    findings = FindingCounts(scene.run.analysis)
    groupColumns = TaskTableView.columns(for: panel.list.rows)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let columns = TaskTableColumns(
      box.columns, hasBranches: panel.list.listing.hasBranches, isWatched: scene.isWatched)
    let (heading, list) = box.splitTop(1)
    let rows = panel.list.rows
    // Groups have no columns, their tasks have.
    if rows.contains(where: { $0.group == nil }) {
      frame.write(headingLine(columns), at: box.column, heading.row, limit: box.columns)
    } else if !rows.isEmpty {
      let line = Line(" role, number of live tasks, what they do", .dim)
      frame.write(line, at: box.column, heading.row, limit: box.columns)
    }
    guard !rows.isEmpty else {
      let none = scene.run.analysis.tasks.isEmpty ? "No task yet." : "No task is alive."
      let text = panel.filter.isEmpty ? none : "No task passes the filter."
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
    let sort = panel.list.listing.hasBranches ? nil : Optional(panel.sort)
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
    let isChosen = row.id == panel.chosenRow
    var line = Line(isChosen ? "▸" : " ", .strongAccent)
    if let group = row.group {
      line.add(self.line(of: group, row, box.columns - line.width))
    } else if let record = row.id.task.flatMap({ scene.run.analysis.tasks[$0] }) {
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

  /// The row of a role: how many tasks are live, and what they do.
  private func line(of group: RoleCensus.Group, _ row: TaskList.Row, _ columns: Int) -> Line {
    var line = Line(row.id == .others ? "  " : row.branch?.lines ?? "", .border)
    let name =
      row.id == .others
      ? "\(row.name)" : group.role.isEmpty ? "no role" : group.role.description
    line.add(
      Line(name.paddedName(to: groupColumns.name), .strong).highlighting(
        needles[.name] ?? [], .match))
    let count = "×\(NumberText.narrow(group.liveCount))".leftPadded(to: groupColumns.count)
    line.add(" \(count)  ", group.heldUpCount > 0 ? .warning : .text)
    let doings = RoleDoings(group, in: scene.run.analysis, of: scene.run.start)
    line.add(doings.line(max(columns - line.width, 0)))
    return line
  }

  private static func columns(for rows: [TaskList.Row]) -> (name: Int, count: Int) {
    let groups = rows.filter { $0.group != nil }
    let names = groups.map { CharacterWidth.of($0.name.description) }
    let counts = groups.compactMap(\.group).map { NumberText.narrow($0.liveCount).count + 1 }
    return ((names.max() ?? 0).clamped(to: 7...24), counts.max() ?? 2)
  }

  /// The row of a task that was forgotten since the list was made: its name stays until the next
  /// list.
  private func forgotten(_ row: TaskList.Row, _ columns: TaskTableColumns) -> Line {
    var line = Line()
    for place in columns.places {
      let text =
        switch place.column {
        case .id: row.id.task.map { "\($0.rawValue)" } ?? ""
        case .name: "\(row.name)"
        default: ""
        }
      line.add(aligned(text, place) + " ", .dim)
    }
    return line
  }
}
