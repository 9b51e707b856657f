import WeirAnalysis
import WeirEvents
import WeirScreen

/// The tasks: which are listed and how, which one is chosen, and what keys and the mouse do.
struct TasksPanel: PanelFeature {
  private(set) var form: Settings.TasksForm
  /// The form before tasks were grouped because there are many of them; `nil` if that did not
  /// happen.
  private var ungroupedForm: Settings.TasksForm?
  /// Whether the user has chosen the form in this run.
  private var isFormChosen = false
  private(set) var sort = TaskSort()
  private(set) var filter = Filter()
  /// The chosen task or group, wherever its row goes.
  private(set) var chosenRow: TaskRowID?
  /// The last row of the chosen task: keys continue from there when it is no longer listed.
  private var row = 0
  /// Whether the list is scrolled so that the chosen task stays in view.
  private(set) var isFollowing = false
  /// The tasks in the tree whose branches are collapsed.
  private(set) var collapsed: Set<TaskID> = []
  /// The groups that show their tasks.
  private(set) var opened: Set<Symbol> = []
  /// How many rows are above the first visible one.
  private(set) var scroll = 0
  /// The tasks as the table or the tree lists them.
  private(set) var list = TaskList()

  init(_ form: Settings.TasksForm) { self.form = form }

  /// The chosen task; `nil` if none is, or a group.
  var chosen: TaskID? { chosenRow?.task }

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
    case .knob(.turn(.down)) where form.hasBranches: closeBranch(in: box, scene)
    case .knob(.turn(.up)) where form.hasBranches: openBranch(in: box, scene)
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
    form = ungroupedForm ?? form
    (ungroupedForm, isFormChosen) = (nil, false)
    (collapsed, opened) = ([], [])
  }

  mutating func release() {
    scroll = 0
    chosenRow = nil
    isFollowing = false
  }

  /// Brings the list up to date; the chosen task that is followed stays in view.
  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene) {
    groupMany(scene)
    list.list(listing(scene), collapsed: collapsed, of: scene.run.history)
    guard let seconds else { return keepChosen(in: box, scene) }
    if list.passFrame(seconds, over: scene.run.history) || form == .lanes {
      keepChosen(in: box, scene)
    }
  }

  private func listing(_ scene: PanelScene) -> TaskListing {
    let order: TaskListing.Order =
      switch form {
      case .lanes, .tree: .tree
      case .table: .table
      case .groups: .groups
      }
    return TaskListing(
      order: order, sort: sort, filter: filter, opened: form == .groups ? opened : [],
      isOver: scene.hasEnded)
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
    let rows = listed(in: box, scene)
    guard !rows.isEmpty else { return }
    let present = chosenRow.flatMap { rows.firstIndex(of: $0) }
    let isFirst = present == nil && chosenRow == nil
    let start = present ?? (isFirst ? scroll : row)
    let index = isFirst && abs(step) < rows.count ? start : start + step
    choose(row: index.clamped(to: 0...rows.count - 1), of: rows, in: box, scene)
  }

  private mutating func choose(
    row: Int, of rows: [TaskRowID], in box: Box?, _ scene: PanelScene
  ) {
    guard rows.indices.contains(row) else { return }
    chosenRow = rows[row]
    self.row = row
    showRow(row, in: box, scene)
  }

  /// Makes a task the chosen one, wherever it was chosen.
  mutating func choose(_ task: TaskID) { chosenRow = .task(task) }

  /// The task `step` rows further in the list, which wraps around; `nil` if none is listed.
  func task(_ step: Int, after task: TaskID, in box: Box?, _ scene: PanelScene) -> TaskID? {
    let tasks = listed(in: box, scene).compactMap(\.task)
    guard !tasks.isEmpty else { return nil }
    let index = tasks.firstIndex(of: task) ?? row - (step > 0 ? 1 : 0)
    return tasks[(index + step + tasks.count) % tasks.count]
  }

  /// Opens the page of the chosen task, or of the first one; a group is opened or closed.
  private mutating func open(in box: Box?, _ scene: PanelScene) -> [Effect] {
    if chosenRow == nil { chosenRow = listed(in: box, scene).first }
    guard let chosen else {
      toggleBranch()
      return []
    }
    return [.openTask(chosen)]
  }

  /// Scrolls as little as needed to show a row.
  private mutating func showRow(_ row: Int, in box: Box?, _ scene: PanelScene) {
    guard let box else { return }
    let rows = max(visibleRows(in: box, scene), 1)
    scroll = scroll.clamped(to: row - rows + 1...row)
  }

  private mutating func keepChosen(in box: Box?, _ scene: PanelScene) {
    guard let chosenRow, let row = listed(in: box, scene).firstIndex(of: chosenRow) else { return }
    self.row = row
    if isFollowing || scene.hasTaskPage { showRow(row, in: box, scene) }
  }

  private mutating func follow(in box: Box?, _ scene: PanelScene) {
    if chosenRow == nil { choose(by: 1, in: box, scene) }
    guard chosenRow != nil else { return }
    isFollowing.toggle()
  }
}

// MARK: The form of the list

extension TasksPanel {
  /// Shows the tasks as lanes, a table, a tree or groups.
  mutating func show(_ form: Settings.TasksForm, in box: Box?, _ scene: PanelScene) {
    self.form = form
    (ungroupedForm, isFormChosen) = (nil, true)
    scroll = 0
    list.list(listing(scene), collapsed: collapsed, of: scene.run.history)
    if let chosenRow, let row = listed(in: box, scene).firstIndex(of: chosenRow) {
      showRow(row, in: box, scene)
    }
  }

  /// Groups the tasks of a watched program once there are too many for rows of their own, unless
  /// the user has chosen a form. At its end the groups, which count live tasks, are empty.
  private mutating func groupMany(_ scene: PanelScene) {
    if let before = ungroupedForm, scene.hasEnded, scene.run.analysis.tasks.liveCount == 0 {
      (form, ungroupedForm, scroll) = (before, nil, 0)
    }
    guard !isFormChosen, form != .groups, scene.isWatched,
      scene.run.analysis.tasks.liveCount > TasksPanel.mostUngrouped
    else { return }
    (ungroupedForm, form, scroll) = (form, .groups, 0)
  }

  /// Up to this many live tasks of a watched program are listed one by one.
  private static let mostUngrouped = 100

  /// Switches to the table, the only view that is sorted.
  private mutating func showTable(in box: Box?, _ scene: PanelScene) {
    if form != .table { show(.table, in: box, scene) }
  }

  private mutating func sort(by step: Int, in box: Box?, _ scene: PanelScene) {
    showTable(in: box, scene)
    let columns = TaskTableColumns(
      box?.columns ?? TasksPanel.usualColumns, hasBranches: false, isWatched: scene.isWatched
    ).columns
    sort.move(step, among: columns)
  }

  /// The assumed width of a panel without a box.
  static let usualColumns = 80

  /// Collapses the branch of the chosen row, or goes to the row above it in the tree if there is
  /// nothing to collapse.
  private mutating func closeBranch(in box: Box?, _ scene: PanelScene) {
    guard let (id, branch) = chosenBranch else { return }
    if branch.hasChildren, isOpen(id) { return toggleBranch() }
    guard let record = id.task.flatMap({ scene.run.analysis.tasks[$0] }) else { return }
    let rows = listed(in: box, scene)
    let above: TaskRowID = form == .groups ? .group(record.role) : .task(record.parent)
    if let row = rows.firstIndex(of: above) { choose(row: row, of: rows, in: box, scene) }
  }

  /// Expands the branch of the chosen row, or enters it if it is expanded.
  private mutating func openBranch(in box: Box?, _ scene: PanelScene) {
    if chosenRow == nil { choose(by: 1, in: box, scene) }
    guard let (id, branch) = chosenBranch, branch.hasChildren else { return }
    if isOpen(id) {
      choose(by: 1, in: box, scene)
    } else {
      toggleBranch()
    }
  }

  private var chosenBranch: (id: TaskRowID, branch: TaskBranch)? {
    guard let row = list.rows.first(where: { $0.id == chosenRow }), let branch = row.branch else {
      return nil
    }
    return (row.id, branch)
  }

  private func isOpen(_ id: TaskRowID) -> Bool {
    switch id {
    case .task(let task): !collapsed.contains(task)
    case .group(let role): opened.contains(role)
    case .others: false
    }
  }

  /// Collapses or expands the branch of the chosen row.
  private mutating func toggleBranch() {
    switch chosenRow {
    case .task(let task):
      if collapsed.remove(task) == nil { collapsed.insert(task) }
    case .group(let role):
      if opened.remove(role) == nil { opened.insert(role) }
    case .others, nil: break
    }
  }
}

// MARK: The mouse

extension TasksPanel {
  mutating func click(_ click: TitleClick, _ scene: PanelScene) -> [Effect]? {
    let tabs = TasksDrawing(panel: self, scene: scene).tabs(in: click.box)
    let isWhole = tabs.width > form.rawValue.count + 2
    guard let form = isWhole ? TasksPanel.form(atTab: click.offset) : form.next,
      (0..<tabs.width).contains(click.offset)
    else { return nil }
    show(form, in: click.box, scene)
    return []
  }

  mutating func click(_ point: Point, in box: Box, _ scene: PanelScene) -> [Effect] {
    let row = point.row - firstRow(in: box)
    guard row >= 0 else {
      clickHeading(point.column - box.column, in: box, scene)
      return []
    }
    return clickRow(row, point.column - box.column, in: box, scene)
  }

  private mutating func clickHeading(_ offset: Int, in box: Box, _ scene: PanelScene) {
    let columns = TaskTableColumns(
      box.columns, hasBranches: false, isWatched: scene.isWatched)
    guard form == .table, let column = columns.column(at: offset)
    else { return }
    sort.choose(column)
  }

  /// A click chooses a task, opens or closes its branch, or opens the page of the chosen one.
  private mutating func clickRow(
    _ row: Int, _ offset: Int, in box: Box, _ scene: PanelScene
  ) -> [Effect] {
    let rows = rows(in: box, scene)
    let visible = visibleRows(in: box, scene)
    let index = row + min(scroll, max(rows.count - visible, 0))
    guard row < visible, rows.indices.contains(index) else { return [] }
    if isBranch(at: offset, ofRow: index) {
      choose(row: index, of: rows, in: box, scene)
      toggleBranch()
      return []
    }
    if rows[index] == chosenRow { return open(in: box, scene) }
    choose(row: index, of: rows, in: box, scene)
    return []
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
