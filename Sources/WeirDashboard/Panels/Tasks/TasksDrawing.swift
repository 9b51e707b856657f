import WeirAnalysis
import WeirEvents
import WeirScreen

/// The tasks: as lanes over time, as a table, or as a tree.
struct TasksDrawing: PanelDrawing {
  let panel: TasksPanel
  let scene: PanelScene

  /// The names of the views, with a sign before the present one. Only this one is named if that
  /// makes room to say how many tasks have no row.
  func tabs(in box: Box) -> Line {
    var line = Line()
    let isWide = hidden <= 0 || counts(in: box).line(.max).width <= room(in: box, TasksDrawing.all)
    for form in isWide ? Settings.TasksForm.allCases : [panel.form] {
      let isShown = form == panel.form
      line.add(" ", .dim)
      line.add(isShown ? "▸" : " ", .accent)
      line.add(form.rawValue, isShown ? .strongAccent : .dim)
    }
    return line
  }

  /// The columns of the names of all views.
  private static let all = Settings.TasksForm.allCases.reduce(0) { $0 + $1.rawValue.count + 2 }

  private func room(in box: Box, _ tabs: Int) -> Int { box.columns(beside: .tasks) - tabs }

  func summary(in box: Box) -> Line { counts(in: box).line(room(in: box, tabs(in: box).width)) }

  private func counts(in box: Box) -> TitleParts {
    var parts = TitleParts()
    parts.add(filterText, rank: 4)
    if panel.isFollowing, let chosen = panel.chosen {
      var line = Line("follows ", .dim)
      line.add("\(scene.run.analysis.tasks.name(of: chosen))", .accent)
      parts.add(line, rank: 0)
    }
    if !panel.filter.isEmpty {
      let count = NumberText.count(panel.list.count)
      parts.add(TasksDrawing.figure(count, "pass"), rank: 3)
    }
    let live = NumberText.count(scene.run.analysis.tasks.liveCount)
    let figure = TasksDrawing.figure(live, "live")
    parts.add(figure, figure, Line(live, .text), rank: 2)
    let below = panel.rowCount(scene) - panel.visibleRows(in: box, scene) - panel.scroll
    if below > 0 {
      let arrow = Line("↓ \(below)", .accent)
      parts.add(arrow, arrow, Line("↓\(below)", .accent), rank: 1)
    }
    let others = hidden
    if others > 0 {
      let count = "+\(NumberText.count(others))"
      parts.add(
        Line("\(count) not shown", .dim), Line(count, .dim), Line(count, .dim), rank: 3)
    }
    return parts
  }

  private static func figure(_ count: String, _ word: String) -> Line {
    var line = Line(count, .text)
    line.add(" \(word)", .dim)
    return line
  }

  private var filterText: Line {
    let filter = panel.filter
    if let typed = scene.typedFilter {
      var line = Line("/ ", .strongAccent)
      line.add(typed, .strong)
      line.add("█", .accent)
      return line
    }
    return filter.text.isEmpty ? Line() : Line("/ \(filter.text)", .accent)
  }

  /// How many tasks have no row, however far you scroll.
  private var hidden: Int {
    switch panel.form {
    case .lanes: scene.run.analysis.tasks.liveCount - scene.run.history.lanes.liveCount
    case .table, .tree: panel.list.count - TaskSweep.limit
    case .groups:
      panel.list.rows.reduce(panel.list.count) { hidden, row in
        guard let branch = row.branch, let group = row.group else { return hidden - 1 }
        return hidden - (branch.hidden == 0 ? 0 : group.liveCount)
      }
    }
  }

  func draw(in frame: inout Frame, _ box: Box) {
    guard panel.form == .lanes else {
      TaskTableView(panel: panel, scene: scene).draw(in: &frame, box)
      return
    }
    let (lanes, tree) = panel.split(box, scene)
    LanesView(panel: panel, scene: scene).draw(in: &frame, lanes)
    if !tree.isEmpty { TaskTableView(panel: panel, scene: scene).draw(in: &frame, tree) }
  }
}
