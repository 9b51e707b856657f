import WeirAnalysis
import WeirEvents
import WeirScreen

/// The tasks: as lanes over time, as a table, or as a tree.
struct TasksDrawing: PanelDrawing {
  let panel: TasksPanel
  let scene: PanelScene

  /// The names of the three views, with a sign before the present one.
  var tabs: Line {
    var line = Line()
    for form in Settings.TasksForm.allCases {
      let isShown = form == panel.form
      line.add(" ", .dim)
      line.add(isShown ? "▸" : " ", .accent)
      line.add(form.rawValue, isShown ? .strongAccent : .dim)
    }
    return line
  }

  func summary(in box: Box) -> Line {
    var line = filterText
    if panel.isFollowing, let chosen = panel.chosen {
      line.add("follows ", .dim)
      line.add("\(scene.run.analysis.tasks.name(of: chosen))  ", .accent)
    }
    // Words are left out before a number is cut.
    let room = box.columns - tabs.width - TasksDrawing.titleColumns - line.width
    let forms = [(true, true), (true, false), (false, false)].map { live, hidden in
      counts(in: box, hasLiveWord: live, hasHiddenWords: hidden)
    }
    line.add(forms.first { $0.width <= room } ?? forms[2])
    return line
  }

  /// The key and the name of the panel, and what is between them and the counts.
  private static let titleColumns = 14

  private var filterText: Line {
    let filter = panel.filter
    if let typed = scene.typedFilter {
      var line = Line("/ ", .strongAccent)
      line.add(typed, .strong)
      line.add("█  ", .accent)
      return line
    }
    return filter.text.isEmpty ? Line() : Line("/ \(filter.text)  ", .accent)
  }

  private func counts(in box: Box, hasLiveWord: Bool, hasHiddenWords: Bool) -> Line {
    let live = scene.run.analysis.tasks.liveCount
    var line = Line()
    if !panel.filter.isEmpty {
      line.add(NumberText.count(panel.list.count), .text)
      line.add(" pass  ", .dim)
    }
    line.add(NumberText.count(live), .text)
    if hasLiveWord { line.add(" live", .dim) }
    let below = panel.rowCount(scene) - panel.visibleRows(in: box, scene) - (panel.scroll)
    let gap = hasLiveWord ? "  " : " "
    if below > 0 { line.add("\(gap)↓\(hasLiveWord ? " " : "")\(below)", .accent) }
    let others = hidden
    if others > 0 {
      let words = hasHiddenWords ? " not shown" : ""
      line.add("\(gap)+\(NumberText.count(others))\(words)", .dim)
    }
    return line
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
