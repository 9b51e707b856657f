import WeirScreen

/// The rows for one kind of part of a program, which share their columns.
protocol PartRows {
  /// How many rows show all there is.
  var count: Int { get }

  /// The rows in which they are shown, at most so many: where not all fit the last one counts the
  /// others.
  func lines(_ rows: Int, columns: Int) -> [Line]
}

extension PartRows {
  /// How many parts have a row of their own, of those that are listed and those that are only
  /// counted: where one has to count the others, the last row does.
  static func shown(_ listed: Int, further: Int, in rows: Int) -> Int {
    further == 0 && listed <= rows ? listed : max(min(listed, rows - 1), 0)
  }

  /// The beginning of the row for those that have none of their own.
  static func others(_ count: Int) -> Line {
    Line("others (\(NumberText.count(count)))", .dim)
  }
}
