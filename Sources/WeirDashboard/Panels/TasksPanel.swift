import WeirTrace

/// The tasks: as lanes over time, as a table, or as a tree.
struct TasksPanel: PanelDrawing {
  let state: Dashboard
  private let look: Look

  init(state: Dashboard) {
    self.state = state
    look = Look(theme: state.theme)
  }

  /// How many rows there would be with room for all.
  var rowCount: Int {
    switch state.view.tasksView {
    case .lanes: state.run.lanes.lanes.count
    case .table, .tree: state.run.analysis.tasks.liveCount + 1
    }
  }

  func summary(in box: Box) -> Line {
    var line = Line(NumberText.count(state.run.analysis.tasks.liveCount), look.text)
    line.add(" live", look.dim)
    switch state.view.tasksView {
    case .lanes: line.add(hidden(in: box))
    case .table: line.add("  table", look.dim)
    case .tree: line.add("  tree", look.dim)
    }
    return line
  }

  /// How many lanes don't fit, and how many living tasks have none.
  private func hidden(in box: Box) -> Line {
    let lanes = state.run.lanes
    let rows = LanesView.laneRows(split(box).lanes.rows)
    let below = lanes.lanes.count - rows - (state.view.scroll[.tasks] ?? 0)
    var line = Line()
    if below > 0 { line.add("  ↓ \(below)", look.accent) }
    let others = state.run.analysis.tasks.liveCount - lanes.liveCount
    if others > 0 { line.add("  +\(NumberText.count(others)) not shown", look.dim) }
    return line
  }

  /// Lanes above and a tree below, where there is room for all of both.
  private func split(_ box: Box) -> (lanes: Box, table: Box) {
    let lanes = max(state.run.lanes.lanes.count, 12) + 3
    let tree = state.run.analysis.tasks.liveCount + 1
    guard lanes + tree <= box.rows else { return (box, .empty) }
    let (above, below) = box.splitTop(lanes)
    return (above, below)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    switch state.view.tasksView {
    case .lanes:
      let (lanes, table) = split(box)
      LanesView(state: state, look: look).draw(in: &frame, lanes)
      if !table.isEmpty {
        TaskTableView(state: state, look: look).draw(in: &frame, table, asTree: true)
      }
    case .table: TaskTableView(state: state, look: look).draw(in: &frame, box, asTree: false)
    case .tree: TaskTableView(state: state, look: look).draw(in: &frame, box, asTree: true)
    }
  }
}
