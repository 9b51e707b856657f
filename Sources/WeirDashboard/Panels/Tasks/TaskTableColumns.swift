/// The columns of the table of tasks at a width, and where they are: all of fixed widths, the most
/// important ones chosen first.
struct TaskTableColumns: Equatable {
  private(set) var places: [Place]

  /// A column and its place, counted from the left edge of the table.
  struct Place: Equatable {
    let column: TaskColumn
    var start = 0
    var width: Int
  }

  /// The column for the sign of the chosen task.
  static let margin = 1
  /// The width of the state with a word next to its sign.
  private static let wordWidth = 11
  private static let treeNameWidths = 18...48
  /// Names of tasks of other programs have the name of a function in them.
  private static let watchedNameWidths = 18...32

  /// The columns in the order in which they are added while there is room.
  private static let byRank: [TaskColumn] = [
    .state, .id, .name, .wait, .busy, .idle, .warnings, .polls, .total, .place, .ready, .parent,
  ]
  /// The same for a watched program, where the question is what hangs, and at which line.
  private static let byRankIfWatched: [TaskColumn] = [
    .state, .id, .name, .wait, .since, .place, .warnings, .busy, .waker, .origin, .idle, .polls,
    .total, .ready, .parent,
  ]

  /// - Parameters:
  ///   - hasBranches: Whether names are indented, as in a tree.
  ///   - isWatched: Whether the tasks are those of another program.
  init(_ columns: Int, hasBranches: Bool, isWatched: Bool) {
    func widths(of column: TaskColumn) -> ClosedRange<Int> {
      guard column == .name else { return column.widths }
      return hasBranches
        ? TaskTableColumns.treeNameWidths
        : isWatched ? TaskTableColumns.watchedNameWidths : column.widths
    }
    var left = columns - TaskTableColumns.margin
    var chosen: [TaskColumn: Int] = [:]
    let ranked = isWatched ? TaskTableColumns.byRankIfWatched : TaskTableColumns.byRank
    for column in ranked where !(hasBranches && column == .parent) {
      let width = widths(of: column).lowerBound
      guard width + 1 <= left || chosen.count < 3 else { break }
      chosen[column] = width
      left -= width + 1
    }
    TaskTableColumns.addWord(to: &chosen, &left)
    TaskTableColumns.spread(left, over: &chosen) { widths(of: $0).upperBound }
    places = TaskColumn.allCases.compactMap { column in
      chosen[column].map { Place(column: column, width: $0) }
    }
    place()
  }

  /// Adds the word of the state if names and waits already have enough room.
  private static func addWord(to widths: inout [TaskColumn: Int], _ left: inout Int) {
    let more = wordWidth - 1
    guard widths[.ready] != nil, left >= more + 8 else { return }
    widths[.state] = wordWidth
    left -= more
  }

  /// Distributes the rest, a column at a time, among those that may grow.
  private static func spread(
    _ left: Int, over widths: inout [TaskColumn: Int], upTo limit: (TaskColumn) -> Int
  ) {
    var left = left
    let growing: [TaskColumn] = [.wait, .name, .place, .origin, .waker, .parent]
    while left > 0 {
      let before = left
      for column in growing where left > 0 {
        guard let width = widths[column], width < limit(column) else { continue }
        widths[column] = width + 1
        left -= 1
      }
      if left == before { return }
    }
  }

  private mutating func place() {
    var start = TaskTableColumns.margin
    for index in places.indices {
      places[index].start = start
      start += places[index].width + 1
    }
  }

  /// The columns from left to right.
  var columns: [TaskColumn] { places.map(\.column) }

  /// The column at a distance from the left edge of the table, with the gap that follows it.
  func column(at offset: Int) -> TaskColumn? {
    places.last { $0.start <= offset }.flatMap { $0.start + $0.width >= offset ? $0.column : nil }
  }
}
