/// A number of columns and rows, neither negative.
public struct Size: Sendable, Hashable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }

  /// The part of it, from the top left, that a frame can have: 1,000 columns, 300 rows and 120,000
  /// cells at most.
  ///
  /// That is more than any screen shows in letters that can be read, and little enough to draw
  /// thirty times a second.
  public var drawable: Size {
    let columns = min(columns, 1000)
    return Size(columns: columns, rows: min(rows, 300, 120_000 / max(columns, 1)))
  }
}

/// A place in a frame, counted from 0 at the top left.
public struct Point: Sendable, Hashable {
  public var column: Int
  public var row: Int

  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle in a frame; it may be empty, never negative.
public struct Box: Sendable, Hashable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }
}
