import WeirAnalysis
import WeirEvents
import WeirScreen

/// The tasks: which are listed and how, which one is chosen, and what keys and the mouse do.
struct TasksPanel: PanelFeature {
  private(set) var form: Settings.TasksForm
  private(set) var sort = TaskSort()
  private(set) var filter = Filter()
  /// The chosen task, wherever its row goes.
  private(set) var chosen: TaskID?
  /// The last row of the chosen task: keys continue from there when it is no longer listed.
  private var row = 0
  /// Whether the list is scrolled so that the chosen task stays in view.
  private(set) var isFollowing = false
  /// The tasks in the tree whose branches are collapsed.
  private(set) var collapsed: Set<TaskID> = []
  /// How many rows are above the first visible one.
  private(set) var scroll = 0
  /// The tasks as the table or the tree lists them.
  private(set) var list = TaskList()

  init(_ form: Settings.TasksForm) { self.form = form }

  mutating func perform(_ action: PanelAction, in box: Box?, _ scene: PanelScene) -> [Effect]? {
    switch action {
    case .move(.enter): return open(in: box, scene)
    case .move(let move): choose(by: move.rows(pageOf: pageRows(in: box)), in: box, scene)
    case .tasks(.nextView): show(form.next, in: box, scene)
    case .tasks(.follow): follow(in: box, scene)
    case .tasks(.lastChange), .tasks(.waker), .tasks(.canceller), .tasks(.filler):
      guard case .tasks(let action) = action else { return nil }
      return seek(action, scene)
    case .tasks(.previousSortColumn): sort(by: -1, in: box, scene)
    case .tasks(.nextSortColumn): sort(by: 1, in: box, scene)
    case .tasks(.invertSort):
      showTable(in: box, scene)
      sort.isAscending.toggle()
    case .knob(.turn(.down)) where form == .tree: closeBranch(in: box, scene)
    case .knob(.turn(.up)) where form == .tree: openBranch(in: box, scene)
    case .knob: return nil
    }
    return []
  }

  mutating func filter(by filter: Filter) -> [Effect] {
    self.filter = filter
    scroll = 0
    return []
  }

  func filter(_ scene: PanelScene) -> Filter? { filter }

  /// When a run is replayed to seek back, the same tasks return with the same numbers, so the
  /// choice stays.
  mutating func runBegan(isSeekingBack: Bool) {
    list.clear()
    guard !isSeekingBack else { return }
    release()
    collapsed = []
  }

  mutating func release() {
    scroll = 0
    chosen = nil
    isFollowing = false
  }

  /// Brings the list up to date; the chosen task that is followed stays in view.
  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene) {
    list.list(listing, collapsed: collapsed, of: scene.run.history)
    guard let seconds else { return keepChosen(in: box, scene) }
    if list.passFrame(seconds, over: scene.run.history) || form == .lanes {
      keepChosen(in: box, scene)
    }
  }

  private var listing: TaskListing {
    TaskListing(isTree: form != .table, sort: sort, filter: filter)
  }
}

// MARK: Seeking by cause

extension TasksPanel {
  /// Seeks to an event that explains the chosen task.
  private func seek(_ action: TasksAction, _ scene: PanelScene) -> [Effect] {
    guard let chosen else {
      return [.say("Choose a task with the arrow keys of the Tasks panel first.")]
    }
    return scene.run.explaining(action, of: chosen)
  }
}

// MARK: Choosing

extension TasksPanel {
  /// The rows of a page, one less than visible.
  private func pageRows(in box: Box?) -> Int { (box?.rows ?? 2) - 2 }

  /// Chooses another task, some rows away from the chosen one.
  private mutating func choose(by step: Int, in box: Box?, _ scene: PanelScene) {
    let tasks = listed(in: box, scene)
    guard !tasks.isEmpty else { return }
    let present = chosen.flatMap { tasks.firstIndex(of: $0) }
    let isFirst = present == nil && chosen == nil
    let start = present ?? (isFirst ? scroll : row)
    let index = isFirst && abs(step) < tasks.count ? start : start + step
    choose(row: index.clamped(to: 0...tasks.count - 1), of: tasks, in: box, scene)
  }

  private mutating func choose(row: Int, of tasks: [TaskID], in box: Box?, _ scene: PanelScene) {
    guard tasks.indices.contains(row) else { return }
    chosen = tasks[row]
    self.row = row
    showRow(row, in: box, scene)
  }

  /// Makes a task the chosen one, wherever it was chosen.
  mutating func choose(_ task: TaskID) { chosen = task }

  /// The task `step` rows further in the list, which wraps around; `nil` if none is listed.
  func task(_ step: Int, after task: TaskID, in box: Box?, _ scene: PanelScene) -> TaskID? {
    let tasks = listed(in: box, scene)
    guard !tasks.isEmpty else { return nil }
    let index = tasks.firstIndex(of: task) ?? row - (step > 0 ? 1 : 0)
    return tasks[(index + step + tasks.count) % tasks.count]
  }

  /// Opens the page of the chosen task, or of the first one.
  private mutating func open(in box: Box?, _ scene: PanelScene) -> [Effect] {
    if chosen == nil { chosen = listed(in: box, scene).first }
    return chosen.map { [.openTask($0)] } ?? []
  }

  /// Scrolls as little as needed to show a row.
  private mutating func showRow(_ row: Int, in box: Box?, _ scene: PanelScene) {
    guard let box else { return }
    let rows = max(visibleRows(in: box, scene), 1)
    scroll = scroll.clamped(to: row - rows + 1...row)
  }

  private mutating func keepChosen(in box: Box?, _ scene: PanelScene) {
    guard let chosen, let row = listed(in: box, scene).firstIndex(of: chosen) else { return }
    self.row = row
    if isFollowing || scene.hasTaskPage { showRow(row, in: box, scene) }
  }

  private mutating func follow(in box: Box?, _ scene: PanelScene) {
    if chosen == nil { choose(by: 1, in: box, scene) }
    guard chosen != nil else { return }
    isFollowing.toggle()
  }
}

// MARK: The form of the list

extension TasksPanel {
  /// Shows the tasks as lanes, a table or a tree.
  mutating func show(_ form: Settings.TasksForm, in box: Box?, _ scene: PanelScene) {
    self.form = form
    scroll = 0
    list.list(listing, collapsed: collapsed, of: scene.run.history)
    if let chosen, let row = listed(in: box, scene).firstIndex(of: chosen) {
      showRow(row, in: box, scene)
    }
  }

  /// Switches to the table, the only view that is sorted.
  private mutating func showTable(in box: Box?, _ scene: PanelScene) {
    if form != .table { show(.table, in: box, scene) }
  }

  private mutating func sort(by step: Int, in box: Box?, _ scene: PanelScene) {
    showTable(in: box, scene)
    let columns = TaskTableColumns(box?.columns ?? TasksPanel.usualColumns, isTree: false).columns
    sort.move(step, among: columns)
  }

  /// The assumed width of a panel without a box.
  private static let usualColumns = 80

  /// Collapses the branch of the chosen task, or goes to its parent if there is nothing to
  /// collapse.
  private mutating func closeBranch(in box: Box?, _ scene: PanelScene) {
    guard let (task, branch) = chosenBranch else { return }
    if branch.hasChildren, branch.hidden == 0 {
      collapsed.insert(task)
    } else if let parent = scene.run.analysis.tasks[task]?.parent {
      let tasks = listed(in: box, scene)
      if let row = tasks.firstIndex(of: parent) { choose(row: row, of: tasks, in: box, scene) }
    }
  }

  /// Expands the branch of the chosen task, or enters it if it is expanded.
  private mutating func openBranch(in box: Box?, _ scene: PanelScene) {
    guard let (task, branch) = chosenBranch, branch.hasChildren else { return }
    if collapsed.remove(task) == nil { choose(by: 1, in: box, scene) }
  }

  private var chosenBranch: (task: TaskID, branch: TaskBranch)? {
    guard let row = list.rows.first(where: { $0.task == chosen }), let branch = row.branch else {
      return nil
    }
    return (row.task, branch)
  }
}

// MARK: The mouse

extension TasksPanel {
  mutating func click(_ click: TitleClick, _ scene: PanelScene) -> [Effect]? {
    guard let form = TasksPanel.form(atTab: click.offset) else { return nil }
    show(form, in: click.box, scene)
    return []
  }

  mutating func click(_ point: Point, in box: Box, _ scene: PanelScene) -> [Effect] {
    let row = point.row - firstRow(in: box)
    guard row >= 0 else {
      clickHeading(point.column - box.column, in: box)
      return []
    }
    return clickRow(row, point.column - box.column, in: box, scene)
  }

  private mutating func clickHeading(_ offset: Int, in box: Box) {
    guard form == .table,
      let column = TaskTableColumns(box.columns, isTree: false).column(at: offset)
    else { return }
    sort.choose(column)
  }

  /// A click chooses a task, opens or closes its branch, or opens the page of the chosen one.
  private mutating func clickRow(
    _ row: Int, _ offset: Int, in box: Box, _ scene: PanelScene
  ) -> [Effect] {
    let tasks = tasks(in: box, scene)
    let visible = visibleRows(in: box, scene)
    let index = row + min(scroll, max(tasks.count - visible, 0))
    guard row < visible, tasks.indices.contains(index) else { return [] }
    if isBranch(at: offset, ofRow: index, in: box) {
      choose(row: index, of: tasks, in: box, scene)
      toggleBranch()
      return []
    }
    if tasks[index] == chosen { return open(in: box, scene) }
    choose(row: index, of: tasks, in: box, scene)
    return []
  }

  /// Collapses or expands the branch of the chosen task.
  private mutating func toggleBranch() {
    guard let chosen else { return }
    if collapsed.remove(chosen) == nil { collapsed.insert(chosen) }
  }

  /// Scrolls, which ends following a task.
  mutating func wheel(
    _ direction: Int, at point: Point, in box: Box, _ scene: PanelScene
  ) -> [Effect] {
    isFollowing = false
    let limit = max(rowCount(scene) - visibleRows(in: box, scene), 0)
    scroll = scroll.scrolled(by: direction * wheelRows, upTo: limit)
    return []
  }
}
