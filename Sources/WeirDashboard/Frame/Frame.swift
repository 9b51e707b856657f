/// A rectangle of character cells that panels draw into; it knows no terminal.
public struct Frame: Sendable, Equatable {
  public let size: Size
  /// Row after row, `size.columns` cells each.
  public private(set) var cells: [Cell]
  /// Where the cursor stands, where it is to be seen.
  public var cursor: Point?

  public init(size: Size, style: Style = .plain) {
    self.size = size
    self.cells = Array(repeating: Cell(" ", style), count: size.columns * size.rows)
  }

  /// The cell at a column and row, counted from 0; writing outside of the frame does nothing.
  public subscript(column: Int, row: Int) -> Cell {
    get { contains(column, row) ? cells[row * size.columns + column] : Cell(" ", .plain) }
    set { if contains(column, row) { cells[row * size.columns + column] = newValue } }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && row >= 0 && column < size.columns && row < size.rows
  }
}

/// One character cell. A wide character stands in its left cell; the cell to its right is a `continuation`.
public struct Cell: Sendable, Hashable {
  public var character: Character
  public var style: Style

  public init(_ character: Character, _ style: Style) {
    self.character = character
    self.style = style
  }

  /// The character of the right half of a wide one: nothing is written there.
  public static let continuation: Character = "\u{0}"
}
