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

  func summary(columns: Int) -> Line {
    var line = Line(NumberText.count(state.run.analysis.tasks.liveCount), look.text)
    line.add(" live", look.dim)
    switch state.view.tasksView {
    case .lanes:
      if state.run.lanes.unseen > 0 { line.add("  +\(state.run.lanes.unseen) unseen", look.dim) }
    case .table: line.add("  table", look.dim)
    case .tree: line.add("  tree", look.dim)
    }
    return line
  }

  func draw(in frame: inout Frame, _ box: Box) {
    switch state.view.tasksView {
    case .lanes: LanesView(state: state, look: look).draw(in: &frame, box)
    case .table: TaskTableView(state: state, look: look).draw(in: &frame, box, asTree: false)
    case .tree: TaskTableView(state: state, look: look).draw(in: &frame, box, asTree: true)
    }
  }
}
