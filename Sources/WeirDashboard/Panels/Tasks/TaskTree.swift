import WeirAnalysis
import WeirEvents

/// Tasks below their parents, in the order of creation; live siblings come first.
///
/// A parent that doesn't pass the filter is listed with its child. A task whose parent is forgotten
/// is a root.
struct TaskTree {
  private var nodes: [TaskID: Node] = [:]
  private var roots: [TaskID] = []

  private struct Node {
    let name: Label
    let isOver: Bool
    let isContext: Bool
    var children: [TaskID] = []
    /// How many tasks are below it.
    var descendants = 0
  }

  init(_ candidates: [TaskSweep.Candidate], in tasks: TaskLedger, isFiltered: Bool) {
    for candidate in candidates {
      nodes[candidate.task] = Node(
        name: candidate.name, isOver: candidate.ended != nil, isContext: false)
    }
    for candidate in candidates { add(candidate.task, in: tasks, isFiltered) }
    for task in nodes.keys.sorted().reversed() { countBelow(task, tasks) }
  }

  /// Adds a task below its parent, and missing parents as well.
  private mutating func add(_ task: TaskID, in tasks: TaskLedger, _ isFiltered: Bool) {
    var task = task
    while let record = tasks[task] {
      guard let parent = tasks[record.parent] else { return roots.append(task) }
      let isKnown = nodes[parent.id] != nil
      if !isKnown {
        nodes[parent.id] = Node(
          name: parent.name, isOver: !parent.isLive, isContext: isFiltered)
      }
      nodes[parent.id]?.children.append(task)
      guard !isKnown else { return }
      task = parent.id
    }
  }

  /// Adds up descendants. Children have greater numbers than their parents, so going down from the
  /// greatest number counts each before its parent.
  private mutating func countBelow(_ task: TaskID, _ tasks: TaskLedger) {
    guard let node = nodes[task], let parent = tasks[task]?.parent else { return }
    nodes[parent]?.descendants += node.descendants + 1
    let children = node.children.sorted(by: inOrder)
    nodes[task]?.children = children
  }

  private func inOrder(_ left: TaskID, _ right: TaskID) -> Bool {
    let isOver = (nodes[left]?.isOver ?? false, nodes[right]?.isOver ?? false)
    return isOver.0 == isOver.1 ? left < right : isOver.1
  }

  /// The rows from top to bottom; tasks below a collapsed one are hidden and counted.
  func rows(collapsed: Set<TaskID>) -> [TaskList.Row] {
    var rows: [TaskList.Row] = []
    var pending = roots.sorted(by: inOrder).reversed().map { (task: $0, continues: [Bool]()) }
    while let (task, continues) = pending.popLast() {
      guard let node = nodes[task] else { continue }
      let isCollapsed = collapsed.contains(task)
      let branch = TaskBranch(
        continues: continues, hasChildren: !node.children.isEmpty,
        hidden: isCollapsed ? node.descendants : 0, isContext: node.isContext)
      rows.append(TaskList.Row(id: .task(task), name: node.name, branch: branch))
      if isCollapsed { continue }
      for (index, child) in node.children.enumerated().reversed() {
        pending.append((child, continues + [index < node.children.count - 1]))
      }
    }
    return rows
  }
}

/// The place of a task in the tree: its lines, and what is below it.
struct TaskBranch: Sendable, Equatable {
  /// For each generation above, whether more of it follow below; the last one is the task's own.
  var continues: [Bool] = []
  /// Whether anything is below it.
  var hasChildren = false
  /// How many tasks below it are hidden.
  var hidden = 0
  /// Whether it is listed only because a task below it passes the filter.
  var isContext = false

  /// The deepest generation that is drawn at its own place.
  private static let depthLimit = 12

  /// The lines before the name: `│  ├─ `, with `▾` or `▸` if there is something below.
  var lines: String {
    let own = hasChildren ? (hidden > 0 ? "▸ " : "▾ ") : continues.isEmpty ? "" : "─ "
    guard let last = continues.last else { return own }
    let above = continues.dropLast().suffix(TaskBranch.depthLimit).map { $0 ? "│  " : "   " }
    return above.joined() + (last ? "├" : "└") + own
  }
}
