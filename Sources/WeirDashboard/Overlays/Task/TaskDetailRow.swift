import WeirScreen

/// A row of a task's page: a label, in a gutter at the left, and a line of text.
struct TaskDetailRow: Equatable {
  var label = ""
  var line: Line
}

extension [TaskDetailRow] {
  /// Makes rows that belong together; the first has the label.
  init(_ label: String, _ lines: [Line]) {
    self = lines.enumerated().map { index, line in
      TaskDetailRow(label: index == 0 ? label : "", line: line)
    }
  }

  /// The same rows with an empty row between topics.
  var spaced: [TaskDetailRow] {
    enumerated().flatMap { index, row in
      index > 0 && !row.label.isEmpty ? [TaskDetailRow(line: Line()), row] : [row]
    }
  }
}
