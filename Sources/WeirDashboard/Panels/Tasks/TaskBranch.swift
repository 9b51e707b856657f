/// How a task hangs in the tree: its lines, and what can be done with what is below it.
struct TaskBranch: Sendable, Equatable {
  /// For each generation above, whether more of it come below; the last one is about the task itself.
  var continues: [Bool] = []
  /// Whether anything is below it.
  var hasChildren = false
  /// How many tasks are below it and not to be seen.
  var hidden = 0
  /// Whether it is there only because one below it passes the filter.
  var isContext = false

  /// The deepest generation that is drawn at its own place.
  private static let depthLimit = 12

  /// The lines before the name: `│  ├─ `, with `▾` or `▸` where there is something below.
  var lines: String {
    let own = hasChildren ? (hidden > 0 ? "▸ " : "▾ ") : continues.isEmpty ? "" : "─ "
    guard let last = continues.last else { return own }
    let above = continues.dropLast().suffix(TaskBranch.depthLimit).map { $0 ? "│  " : "   " }
    return above.joined() + (last ? "├" : "└") + own
  }
}
