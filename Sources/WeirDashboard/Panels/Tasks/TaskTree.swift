import WeirAnalysis
import WeirEvents

/// Tasks below their parents, in the order of creation; of siblings those that live come first.
///
/// A parent that doesn't pass the filter comes with its child. A task whose parent is forgotten stands at the root.
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
    for candidate in candidates { hang(candidate.task, in: tasks, isFiltered) }
    for task in nodes.keys.sorted().reversed() { countBelow(task, tasks) }
  }

  /// Puts a task under its parent, and the parent under its own, where that isn't there yet.
  private mutating func hang(_ task: TaskID, in tasks: TaskLedger, _ isFiltered: Bool) {
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

  /// Children are younger than their parents, so that whoever goes from the youngest on has counted them before.
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

  /// The rows from top to bottom; what is below a collapsed task is left out and counted.
  func rows(collapsed: Set<TaskID>) -> [TaskList.Row] {
    var rows: [TaskList.Row] = []
    var pending = roots.sorted(by: inOrder).reversed().map { (task: $0, continues: [Bool]()) }
    while let (task, continues) = pending.popLast() {
      guard let node = nodes[task] else { continue }
      let isCollapsed = collapsed.contains(task)
      let branch = TaskBranch(
        continues: continues, hasChildren: !node.children.isEmpty,
        hidden: isCollapsed ? node.descendants : 0, isContext: node.isContext)
      rows.append(TaskList.Row(task: task, name: node.name, branch: branch))
      if isCollapsed { continue }
      for (index, child) in node.children.enumerated().reversed() {
        pending.append((child, continues + [index < node.children.count - 1]))
      }
    }
    return rows
  }
}
