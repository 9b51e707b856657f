import WeirAnalysis
import WeirEvents
import WeirScreen

/// The tasks: as lanes over time, as a table, or as a tree.
struct TasksPanel: PanelDrawing {
  let state: Dashboard

  init(state: Dashboard) {
    self.state = state
  }

  /// The names of the three views, the present one with a sign before it.
  var tabs: Line {
    var line = Line()
    for view in ViewState.TasksView.allCases {
      let isShown = view == state.view.tasksView
      line.add(" ", .dim)
      line.add(isShown ? "▸" : " ", .accent)
      line.add("\(view)", isShown ? .strongAccent : .dim)
    }
    return line
  }

  /// The view whose name is at a column of the tabs.
  static func view(atTab column: Int) -> ViewState.TasksView? {
    var start = 0
    for view in ViewState.TasksView.allCases {
      let end = start + "\(view)".count + 2
      if (start..<end).contains(column) { return view }
      start = end
    }
    return nil
  }

  func summary(in box: Box) -> Line {
    var line = filterText
    if state.view.tasks.isFollowing, let chosen = state.view.tasks.chosen {
      line.add("follows ", .dim)
      line.add("\(state.run.analysis.tasks.name(of: chosen))  ", .accent)
    }
    line.add(counts(in: box))
    return line
  }

  private var filterText: Line {
    let filter = state.view.tasks.filter
    if let prompt = state.view.prompt, prompt.purpose == .filterTasks {
      var line = Line("/ ", .strongAccent)
      line.add(prompt.line.text, .strong)
      line.add("█  ", .accent)
      return line
    }
    return filter.text.isEmpty ? Line() : Line("/ \(filter.text)  ", .accent)
  }

  private func counts(in box: Box) -> Line {
    let live = state.run.analysis.tasks.liveCount
    var line = Line()
    if !state.view.tasks.filter.isEmpty {
      line.add(NumberText.count(state.taskList.count), .text)
      line.add(" pass  ", .dim)
    }
    line.add(NumberText.count(live), .text)
    line.add(" live", .dim)
    let below = rowCount - visibleRows(in: box) - (state.view.scroll[.tasks] ?? 0)
    if below > 0 { line.add("  ↓ \(below)", .accent) }
    let others = hidden
    if others > 0 { line.add("  +\(NumberText.count(others)) not shown", .dim) }
    return line
  }

  /// How many tasks would have a row and have none, however far one scrolls.
  private var hidden: Int {
    switch state.view.tasksView {
    case .lanes: state.run.analysis.tasks.liveCount - state.run.lanes.liveCount
    case .table, .tree: state.taskList.count - TaskSweep.limit
    }
  }

  func draw(in frame: inout Frame, _ box: Box) {
    guard state.view.tasksView == .lanes else {
      TaskTableView(state: state).draw(in: &frame, box)
      return
    }
    let (lanes, tree) = split(box)
    LanesView(state: state).draw(in: &frame, lanes)
    if !tree.isEmpty { TaskTableView(state: state).draw(in: &frame, tree) }
  }
}

// MARK: Rows

extension TasksPanel {
  /// How many rows there would be with room for all.
  var rowCount: Int {
    switch state.view.tasksView {
    case .lanes: LanesView(state: state).lanes.count
    case .table, .tree: state.taskList.rows.count
    }
  }

  /// The rows in which all is to be seen; a filter leaves the panel as it is.
  var neededRows: ClosedRange<Int> {
    let rows =
      switch state.view.tasksView {
      case .lanes: state.run.lanes.lanes.count + LanesView.rowsBelow
      case .table, .tree: max(state.taskList.rows.count, state.run.analysis.tasks.liveCount) + 1
      }
    return rows...rows
  }

  /// How many of them there is room for.
  func visibleRows(in box: Box) -> Int {
    switch state.view.tasksView {
    case .lanes: max(LanesView.laneRows(split(box).lanes.rows), 0)
    case .table, .tree: max(box.rows - 1, 0)
    }
  }

  /// The tasks from the first row to the last.
  func tasks(in box: Box) -> [TaskID] {
    switch state.view.tasksView {
    case .lanes:
      LanesView(state: state).ordered(forRows: visibleRows(in: box)).map(\.task)
    case .table, .tree: state.taskList.rows.map(\.task)
    }
  }

  /// The row of the box in which the first task stands.
  func firstRow(in box: Box) -> Int {
    state.view.tasksView == .lanes ? box.row : box.row + 1
  }

  /// Lanes above and a tree below, where there is room for all of both.
  private func split(_ box: Box) -> (lanes: Box, tree: Box) {
    // What the panel needs is calm: the tree stays in its place while tasks come and go.
    let needed = state.needs[.tasks].map { $0.upperBound - 2 } ?? neededRows.upperBound
    let lanes = max(needed, LanesView.legendFrom) + 1
    let tree = state.taskList.rows.count + 1
    guard lanes + tree <= box.rows else { return (box, .empty) }
    let (above, below) = box.splitTop(lanes)
    return (above, below)
  }
}
