import WeirAnalysis
import WeirEvents
import WeirScreen

/// Choosing, following, sorting and filtering tasks.
extension Dashboard {
  /// The room inside the panel's border; nothing while the panel has no place.
  private var tasksBox: Box? { layout.box(of: .tasks)?.inner }

  /// Does what a key stands for among the tasks; answers whether it means anything there.
  mutating func performOnTasks(_ action: KeyAction) -> Bool {
    switch action {
    case .up: chooseTask(by: -1)
    case .down: chooseTask(by: 1)
    case .pageUp: chooseTask(by: -max((tasksBox?.rows ?? 2) - 2, 1))
    case .pageDown: chooseTask(by: max((tasksBox?.rows ?? 2) - 2, 1))
    case .toFirst: chooseTask(by: -1_000_000)
    case .toLast: chooseTask(by: 1_000_000)
    case .enter: openTaskPage()
    case .follow: followTask()
    case .previousSortColumn: sortTasks(by: -1)
    case .nextSortColumn: sortTasks(by: 1)
    case .invertSort: invertSort()
    case .turnKnob(.down) where view.tasksView == .tree: closeBranch()
    case .turnKnob(.up) where view.tasksView == .tree: openBranch()
    default: return false
    }
    return true
  }

  /// The tasks that have a row, from top to bottom.
  var listedTasks: [TaskID] {
    tasksBox.map { TasksPanel(state: self).tasks(in: $0) } ?? []
  }

  /// Chooses another task, some rows away from the chosen one.
  private mutating func chooseTask(by step: Int) {
    let tasks = listedTasks
    guard !tasks.isEmpty else { return }
    let present = view.tasks.chosen.flatMap { tasks.firstIndex(of: $0) }
    let isFirst = present == nil && view.tasks.chosen == nil
    let start = present ?? (isFirst ? view.scroll[.tasks] ?? 0 : view.tasks.row)
    let index = isFirst && abs(step) < tasks.count ? start : start + step
    choose(row: min(max(index, 0), tasks.count - 1), of: tasks)
  }

  private mutating func choose(row: Int, of tasks: [TaskID]) {
    guard tasks.indices.contains(row) else { return }
    view.tasks.chosen = tasks[row]
    view.tasks.row = row
    showTask(inRow: row)
  }

  /// Scrolls as little as it takes to have a row in view.
  private mutating func showTask(inRow row: Int) {
    guard let box = tasksBox else { return }
    let rows = max(TasksPanel(state: self).visibleRows(in: box), 1)
    let first = view.scroll[.tasks] ?? 0
    view.scroll[.tasks] = min(max(first, row - rows + 1), row)
  }
}

extension Dashboard {
  /// Brings the list up to date; the chosen task that is followed stays in view.
  mutating func listTasks() {
    taskList.list(taskListing, collapsed: view.tasks.collapsed, of: run)
    keepChosenTask()
    run.watch(view.taskPage?.task)
  }

  private var taskListing: TaskListing {
    TaskListing(
      isTree: view.tasksView != .table, sort: view.tasks.sort, filter: view.tasks.filter)
  }

  mutating func passTasksFrame(_ seconds: Double) {
    taskList.list(taskListing, collapsed: view.tasks.collapsed, of: run)
    if taskList.passFrame(seconds, over: run) || view.tasksView == .lanes { keepChosenTask() }
  }

  private mutating func keepChosenTask() {
    guard let chosen = view.tasks.chosen, let row = listedTasks.firstIndex(of: chosen) else {
      return
    }
    view.tasks.row = row
    if view.tasks.isFollowing || view.taskPage != nil { showTask(inRow: row) }
  }

  private mutating func followTask() {
    if view.tasks.chosen == nil { chooseTask(by: 1) }
    guard view.tasks.chosen != nil else { return }
    view.tasks.isFollowing.toggle()
  }

  /// Only a table is sorted: whoever sorts wants to see one.
  private mutating func sortTasks(by step: Int) {
    showTable()
    let columns = TaskTableColumns(tasksBox?.columns ?? 80, isTree: false).columns
    view.tasks.sort.move(step, among: columns)
  }

  private mutating func invertSort() {
    showTable()
    view.tasks.sort.isAscending.toggle()
  }

  private mutating func showTable() {
    if view.tasksView != .table { show(.table) }
  }

  mutating func show(_ tasksView: ViewState.TasksView) {
    view.tasksView = tasksView
    view.scroll[.tasks] = 0
    taskList.list(taskListing, collapsed: view.tasks.collapsed, of: run)
    if let chosen = view.tasks.chosen, let row = listedTasks.firstIndex(of: chosen) {
      showTask(inRow: row)
    }
  }

  /// Shows only the tasks that pass.
  mutating func filterTasks(_ filter: Filter) {
    view.tasks.filter = filter
    view.scroll[.tasks] = 0
  }

  /// What is known of tasks belongs to a run. On the way back in time the same tasks come again, with the same numbers:
  /// whoever looks at one goes on looking at it.
  mutating func forgetTasks() {
    taskList.clear()
    guard journey == nil else { return }
    view.tasks.chosen = nil
    view.tasks.isFollowing = false
    view.tasks.collapsed = []
    if view.taskPage != nil { view.overlay = nil }
  }
}

// MARK: The tree

extension Dashboard {
  /// Hides what is below the chosen task; where nothing is, goes to its parent.
  private mutating func closeBranch() {
    guard let chosen = chosenBranch else { return }
    if chosen.branch.hasChildren, chosen.branch.hidden == 0 {
      view.tasks.collapsed.insert(chosen.task)
    } else if let parent = run.analysis.tasks[chosen.task]?.parent {
      let tasks = listedTasks
      if let row = tasks.firstIndex(of: parent) { choose(row: row, of: tasks) }
    }
  }

  /// Shows what is below the chosen task; where it is shown, goes there.
  private mutating func openBranch() {
    guard let chosen = chosenBranch, chosen.branch.hasChildren else { return }
    if view.tasks.collapsed.remove(chosen.task) == nil { chooseTask(by: 1) }
  }

  private var chosenBranch: (task: TaskID, branch: TaskBranch)? {
    guard let row = taskList.rows.first(where: { $0.task == view.tasks.chosen }),
      let branch = row.branch
    else { return nil }
    return (row.task, branch)
  }
}

// MARK: The mouse

extension Dashboard {
  /// Takes in a click on the panel: on a tab, a heading or a row.
  mutating func clickOnTasks(_ point: Point) {
    guard let outer = layout.box(of: .tasks) else { return }
    if let tab = tab(at: point) { return show(tab) }
    let box = outer.inner
    guard box.contains(point) else { return }
    let row = point.row - TasksPanel(state: self).firstRow(in: box)
    row < 0
      ? clickOnHeading(point.column - box.column) : clickOnRow(row, point.column - box.column, box)
  }

  /// The form of the tasks whose name is at a point of the title.
  func tab(at point: Point) -> ViewState.TasksView? {
    guard let outer = layout.box(of: .tasks), point.row == outer.row else { return nil }
    let key = key(of: .tasks).map { CharacterWidth.of($0) + 1 } ?? 0
    let start = outer.column + 2 + key + Panel.tasks.title.count
    return TasksPanel.view(atTab: point.column - start)
  }

  private mutating func clickOnHeading(_ offset: Int) {
    guard view.tasksView == .table, let box = tasksBox,
      let column = TaskTableColumns(box.columns, isTree: false).column(at: offset)
    else { return }
    view.tasks.sort.choose(column)
  }

  private mutating func clickOnRow(_ row: Int, _ offset: Int, _ box: Box) {
    let panel = TasksPanel(state: self)
    let tasks = panel.tasks(in: box)
    let limit = max(tasks.count - panel.visibleRows(in: box), 0)
    let index = row + min(view.scroll[.tasks] ?? 0, limit)
    guard row < panel.visibleRows(in: box), tasks.indices.contains(index) else { return }
    if isOnBranch(offset, index, box) {
      choose(row: index, of: tasks)
      return turnBranch()
    }
    if tasks[index] == view.tasks.chosen { return openTaskPage() }
    choose(row: index, of: tasks)
  }

  /// Whether a click on a row of the tree is on the lines before the name of a task with something below it.
  private func isOnBranch(_ offset: Int, _ index: Int, _ box: Box) -> Bool {
    let columns = TaskTableColumns(box.columns, isTree: true).places
    guard view.tasksView == .tree, let branch = taskList.rows[index].branch, branch.hasChildren,
      let name = columns.first(where: { $0.column == .name })
    else { return false }
    return (name.start..<name.start + branch.lines.count).contains(offset)
  }

  /// Hides what is below the chosen task, or shows it again.
  private mutating func turnBranch() {
    guard let chosen = view.tasks.chosen else { return }
    if view.tasks.collapsed.remove(chosen) == nil { view.tasks.collapsed.insert(chosen) }
  }
}
