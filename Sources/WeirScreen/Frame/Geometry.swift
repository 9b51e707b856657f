/// A number of columns and rows, neither negative.
public struct Size: Sendable, Hashable {
  /// The number of columns.
  public var columns: Int
  /// The number of rows.
  public var rows: Int

  /// Creates a size; negative numbers become 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }

  /// The part of it, from the top left, that a frame can have: at most 1,000 columns, 300 rows and
  /// 120,000 cells.
  ///
  /// That is more than any screen shows in readable letters, and little enough to draw thirty times
  /// per second.
  public var drawable: Size {
    let columns = min(columns, 1000)
    return Size(columns: columns, rows: min(rows, 300, 120_000 / max(columns, 1)))
  }
}

/// A position in a frame, counted from 0 at the top left.
public struct Point: Sendable, Hashable {
  /// The column, from the left.
  public var column: Int
  /// The row, from the top.
  public var row: Int

  /// Creates a position.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle in a frame; it may be empty, but not negative.
public struct Box: Sendable, Hashable {
  /// The leftmost column.
  public var column: Int
  /// The top row.
  public var row: Int
  /// The number of columns.
  public var columns: Int
  /// The number of rows.
  public var rows: Int

  /// Creates a rectangle; a negative number of columns or rows becomes 0.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }
}
