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
