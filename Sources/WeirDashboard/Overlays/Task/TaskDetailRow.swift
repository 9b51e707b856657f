import WeirScreen

/// A row of a task's page: what it is about, in a gutter at the left, and what there is to say.
struct TaskDetailRow: Equatable {
  var label = ""
  var line: Line
}

extension [TaskDetailRow] {
  /// Rows that belong together, of which the first has the label.
  init(_ label: String, _ lines: [Line]) {
    self = lines.enumerated().map { index, line in
      TaskDetailRow(label: index == 0 ? label : "", line: line)
    }
  }

  /// The same with an empty row between topics.
  var spaced: [TaskDetailRow] {
    enumerated().flatMap { index, row in
      index > 0 && !row.label.isEmpty ? [TaskDetailRow(line: Line()), row] : [row]
    }
  }
}
