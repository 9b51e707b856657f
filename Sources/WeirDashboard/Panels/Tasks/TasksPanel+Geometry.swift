import WeirAnalysis
import WeirEvents
import WeirScreen

/// Where things are in the panel: the same for drawing, keys and the mouse.
extension TasksPanel {
  /// From this many rows on there is a time axis below the lanes.
  static let axisFrom = 6
  /// From this many rows on there is a legend as well.
  static let legendFrom = 7
  /// The rows of the axis and of the legend.
  private static let rowsBelow = 2
  /// How far to the left the end of a task goes before the lanes of living tasks come first.
  private static let graceColumns = 3

  /// How many lanes have room in a number of rows.
  static func laneRows(_ rows: Int) -> Int {
    rows - (rows >= axisFrom ? 1 : 0) - (rows >= legendFrom ? 1 : 0)
  }

  /// How many rows there would be with room for all.
  func rowCount(_ scene: PanelScene) -> Int {
    switch form {
    case .lanes: passing(scene.run.history.lanes.lanes, scene).count
    case .table, .tree: list.rows.count
    }
  }

  /// How many of them there is room for.
  func visibleRows(in box: Box, _ scene: PanelScene) -> Int {
    switch form {
    case .lanes: max(TasksPanel.laneRows(split(box, scene).lanes.rows), 0)
    case .table, .tree: max(box.rows - 1, 0)
    }
  }

  /// The rows in which all is to be seen; a filter leaves the panel as it is.
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? {
    let rows = rowsForAll(scene)
    return rows...rows
  }

  private func rowsForAll(_ scene: PanelScene) -> Int {
    switch form {
    case .lanes: scene.run.history.lanes.lanes.count + TasksPanel.rowsBelow
    case .table, .tree: max(list.rows.count, scene.run.analysis.tasks.liveCount) + 1
    }
  }

  /// The tasks from the first row to the last.
  func tasks(in box: Box, _ scene: PanelScene) -> [TaskID] {
    switch form {
    case .lanes: lanes(forRows: visibleRows(in: box, scene), scene).map(\.task)
    case .table, .tree: list.rows.map(\.task)
    }
  }

  /// The same while the panel may have no place.
  func listed(in box: Box?, _ scene: PanelScene) -> [TaskID] {
    box.map { tasks(in: $0, scene) } ?? []
  }

  /// The row of the screen in which the first task stands.
  func firstRow(in box: Box) -> Int { form == .lanes ? box.row : box.row + 1 }

  /// The lanes from the first row to the last, where a number of rows is visible at once.
  func lanes(forRows rows: Int, _ scene: PanelScene) -> [Lane] {
    let lanes = scene.run.history.lanes.ordered(
      forRows: rows, at: scene.run.now,
      grace: scene.laneScale.duration(columns: TasksPanel.graceColumns))
    return passing(lanes, scene)
  }

  private func passing(_ lanes: [Lane], _ scene: PanelScene) -> [Lane] {
    guard !filter.isEmpty else { return lanes }
    let analysis = scene.run.analysis
    return lanes.filter { lane in
      guard let record = analysis.tasks[lane.task] else { return false }
      return filter.passes(FilteredTask(record: record, analysis: analysis))
    }
  }

  /// Lanes above and a tree below, where there is room for all of both.
  func split(_ box: Box, _ scene: PanelScene) -> (lanes: Box, tree: Box) {
    // The need that was noted is calm: the tree stays in its place while tasks come and go.
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

  /// The form whose name is at a column of the tabs, counted from the end of the title.
  static func form(atTab column: Int) -> Settings.TasksForm? {
    var start = 0
    for form in Settings.TasksForm.allCases {
      let end = start + form.rawValue.count + 2
      if (start..<end).contains(column) { return form }
      start = end
    }
    return nil
  }

  /// Whether a column of a row is on the lines before the name of a task with something below it.
  func isBranch(at offset: Int, ofRow row: Int, in box: Box) -> Bool {
    let columns = TaskTableColumns(box.columns, isTree: true).places
    guard form == .tree, list.rows.indices.contains(row), let branch = list.rows[row].branch,
      branch.hasChildren, let name = columns.first(where: { $0.column == .name })
    else { return false }
    return (name.start..<name.start + branch.lines.count).contains(offset)
  }
}

extension Settings.TasksForm {
  /// The form that follows, round and round.
  var next: Settings.TasksForm {
    let all = Settings.TasksForm.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + 1) % all.count]
  }
}
