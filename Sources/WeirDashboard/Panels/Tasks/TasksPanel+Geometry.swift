import WeirAnalysis
import WeirEvents
import WeirScreen

/// Where things are in the panel, for drawing, keys and the mouse.
extension TasksPanel {
  /// The fewest rows with a time axis below the lanes.
  static let axisFrom = 6
  /// The fewest rows with a legend as well.
  static let legendFrom = 7
  /// The rows of the axis and of the legend.
  private static let rowsBelow = 2
  /// How many columns an ended task keeps its place before live ones move above it.
  private static let graceColumns = 3
  /// How many columns of the lanes after the end of a task its lane is no longer shown.
  private static let endedColumns = 16
  /// How much longer its row stays empty.
  private static let emptyTime = Duration.seconds(5)

  /// How many lanes fit into a number of rows.
  static func laneRows(_ rows: Int) -> Int {
    rows - (rows >= axisFrom ? 1 : 0) - (rows >= legendFrom ? 1 : 0)
  }

  /// How many rows show all tasks.
  func rowCount(_ scene: PanelScene) -> Int {
    switch form {
    case .lanes: passing(shown(scene), scene).count
    case .table, .tree, .groups: list.rows.count
    }
  }

  /// How many of the rows are visible.
  func visibleRows(in box: Box, _ scene: PanelScene) -> Int {
    switch form {
    case .lanes: max(TasksPanel.laneRows(split(box, scene).lanes.rows), 0)
    case .table, .tree, .groups: max(box.rows - 1, 0)
    }
  }

  /// The rows that show everything, the same with a filter as without one.
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? {
    let rows = rowsForAll(scene)
    return rows...rows
  }

  private func rowsForAll(_ scene: PanelScene) -> Int {
    switch form {
    case .lanes: recent(scene, and: TasksPanel.emptyTime).count + TasksPanel.rowsBelow
    case .table, .tree: max(list.rows.count, scene.run.analysis.tasks.liveCount) + 1
    case .groups: max(list.rows.count, groupCount(scene)) + 1
    }
  }

  /// How many roles have live tasks, as far as they are counted.
  private func groupCount(_ scene: PanelScene) -> Int {
    let run = scene.run.history
    return run.parts?.roles.groups.count { $0.liveCount > 0 }
      ?? run.roles.groups.count { $0.liveCount > 0 }
  }

  /// The tasks and groups from the first row to the last.
  func rows(in box: Box, _ scene: PanelScene) -> [TaskRowID] {
    switch form {
    case .lanes: lanes(forRows: visibleRows(in: box, scene), scene).map { .task($0.task) }
    case .table, .tree, .groups: list.rows.map(\.id)
    }
  }

  /// The same; empty if the panel has no box.
  func listed(in box: Box?, _ scene: PanelScene) -> [TaskRowID] {
    box.map { rows(in: $0, scene) } ?? []
  }

  /// The row of the screen with the first task.
  func firstRow(in box: Box) -> Int { form == .lanes ? box.row : box.row + 1 }

  /// The lanes from first to last if `rows` are visible at once.
  func lanes(forRows rows: Int, _ scene: PanelScene) -> [Lane] {
    if scene.hasEnded {
      return passing(LaneBoard.ordered(shown(scene), atEndForRows: rows), scene)
    }
    let lanes = LaneBoard.ordered(
      recent(scene), forRows: rows, at: scene.run.now,
      grace: scene.laneScale.duration(columns: TasksPanel.graceColumns))
    return passing(lanes, scene)
  }

  /// The recent lanes; at the end of a run all, as nothing pushes them out any more.
  private func shown(_ scene: PanelScene) -> [Lane] {
    scene.hasEnded ? scene.run.history.lanes.lanes : recent(scene)
  }

  private func recent(_ scene: PanelScene, and longer: Duration = .zero) -> [Lane] {
    let time = scene.laneScale.duration(columns: TasksPanel.endedColumns) + longer
    return scene.run.history.lanes.lanes(since: scene.run.now.advanced(by: .zero - time))
  }

  private func passing(_ lanes: [Lane], _ scene: PanelScene) -> [Lane] {
    guard !filter.isEmpty else { return lanes }
    let analysis = scene.run.analysis
    return lanes.filter { lane in
      guard let record = analysis.tasks[lane.task] else { return false }
      return filter.passes(FilteredTask(record: record, analysis: analysis))
    }
  }

  /// Lanes above and a tree below, if all rows of both fit.
  func split(_ box: Box, _ scene: PanelScene) -> (lanes: Box, tree: Box) {
    // The noted need changes seldom: the tree stays in its place while tasks come and go.
    let needed = scene.notedRows?.upperBound ?? rowsForAll(scene)
    let lanes = max(needed, TasksPanel.legendFrom) + 1
    let tree = list.rows.count + 1
    guard lanes + tree <= box.rows else { return (box, .empty) }
    let (above, below) = box.splitTop(lanes)
    return (above, below)
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    TasksDrawing(panel: self, scene: scene)
  }

  /// The view whose name is at a column of the tabs, counted from the end of the title.
  static func form(atTab column: Int) -> Settings.TasksForm? {
    var start = 0
    for form in Settings.TasksForm.allCases {
      let end = start + form.rawValue.count + 2
      if (start..<end).contains(column) { return form }
      start = end
    }
    return nil
  }

  /// Whether a column of a row is on the lines before the name of a task with children, or of a
  /// group.
  func isBranch(at offset: Int, ofRow row: Int) -> Bool {
    guard form.hasBranches, list.rows.indices.contains(row), let branch = list.rows[row].branch,
      branch.hasChildren
    else { return false }
    // The columns before the name have fixed widths.
    let columns = TaskTableColumns(TasksPanel.usualColumns, hasBranches: true, isWatched: false)
    let name = columns.places.first { $0.column == .name }?.start ?? 0
    let start = list.rows[row].group == nil ? name : TaskTableColumns.margin
    return (start..<start + branch.lines.count).contains(offset)
  }
}

extension Settings.TasksForm {
  /// Whether rows have branches that left and right close and open.
  var hasBranches: Bool { self == .tree || self == .groups }

  /// The next view; the first one follows the last.
  var next: Settings.TasksForm {
    let all = Settings.TasksForm.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + 1) % all.count]
  }
}
