/// By which column the tasks are sorted, and which way round.
struct TaskSort: Sendable, Equatable {
  var column = TaskColumn.id
  /// Whether the least comes first.
  var isAscending = true

  /// Sorts by another of the columns that are to be seen, the next or the one before, the way that is natural for it.
  mutating func move(_ step: Int, among columns: [TaskColumn]) {
    guard !columns.isEmpty else { return }
    let index = columns.firstIndex(of: column).map { $0 + step } ?? 0
    choose(columns[(index + columns.count) % columns.count])
  }

  /// Sorts by a column; by the same once more, the other way round.
  mutating func choose(_ column: TaskColumn) {
    if column == self.column {
      isAscending.toggle()
    } else {
      self = TaskSort(column: column, isAscending: !column.beginsWithMost)
    }
  }
}
