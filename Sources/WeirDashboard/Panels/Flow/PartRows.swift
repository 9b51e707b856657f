import WeirScreen

/// The rows for one kind of part of a program, aligned in columns.
protocol PartRows {
  /// How many rows show everything.
  var count: Int { get }

  /// Returns at most `rows` lines; if not all parts fit, the last line counts the others.
  func lines(_ rows: Int, columns: Int) -> [Line]
}

extension PartRows {
  /// How many parts have a row of their own, the last row being left for the others if there are
  /// any.
  ///
  /// - Parameter further: how many parts are counted but not listed.
  static func shown(_ listed: Int, further: Int, in rows: Int) -> Int {
    further == 0 && listed <= rows ? listed : max(min(listed, rows - 1), 0)
  }

  /// The beginning of the row that counts the parts without a row of their own.
  ///
  /// - Parameter total: How many parts there are, if that is to be said.
  static func others(_ count: Int, of total: Int? = nil) -> Line {
    let all = total.map { " of \(NumberText.count($0))" } ?? ""
    return Line("others (\(NumberText.count(count))\(all))", .dim)
  }
}
