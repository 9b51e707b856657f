/// The column by which tasks are sorted, and the direction.
struct TaskSort: Sendable, Equatable {
  var column = TaskColumn.id
  /// Whether the least value comes first.
  var isAscending = true

  /// Sorts by the next or the previous visible column, in its natural direction.
  mutating func move(_ step: Int, among columns: [TaskColumn]) {
    guard !columns.isEmpty else { return }
    let index = columns.firstIndex(of: column).map { $0 + step } ?? 0
    choose(columns[(index + columns.count) % columns.count])
  }

  /// Sorts by a column; choosing the same one again reverses the order.
  mutating func choose(_ column: TaskColumn) {
    if column == self.column {
      isAscending.toggle()
    } else {
      self = TaskSort(column: column, isAscending: !column.startsWithGreatest)
    }
  }
}
