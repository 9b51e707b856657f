/// A rectangle of character cells that panels draw into; it knows no terminal.
///
/// A wide character always has its continuation to its right, and a continuation always has its
/// wide character: overwriting one half blanks the other.
public struct Frame: Sendable, Equatable {
  /// The number of columns and rows; never more than `Size.drawable`.
  public let size: Size
  /// Row by row, `size.columns` cells each.
  public private(set) var cells: [Cell]
  /// The position of the cursor; `nil` hides it.
  public var cursor: Point?
  /// Whether a wide character was ever written; until then no half can be left over.
  private var hasWideCharacters = false

  /// Creates a frame of blanks; a size beyond the drawable one is cut at the right and at the
  /// bottom.
  public init(size: Size, style: Style = .plain) {
    let size = size.drawable
    self.size = size
    self.cells = Array(repeating: Cell(" ", style), count: size.columns * size.rows)
  }

  /// The cell at a column and row, counted from 0; outside the frame, reading gives a blank and
  /// writing does nothing.
  public subscript(column: Int, row: Int) -> Cell {
    get { contains(column, row) ? cells[row * size.columns + column] : Cell(" ", .plain) }
    set { if contains(column, row) { put(newValue, at: row * size.columns + column) } }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && row >= 0 && column < size.columns && row < size.rows
  }

  private mutating func put(_ cell: Cell, at index: Int) {
    if hasWideCharacters { blankOtherHalf(of: index) }
    cells[index] = cell
  }

  /// Blanks the rest of a wide character before one of its halves is overwritten.
  private mutating func blankOtherHalf(of index: Int) {
    if cells[index].isContinuation {
      cells[index - 1].character = " "
    } else if (index + 1) % size.columns != 0, cells[index + 1].isContinuation {
      cells[index + 1].character = " "
    }
  }
}

extension Frame {
  /// Writes a character that is two columns wide; if only its left half fits, it becomes a blank.
  mutating func putWide(_ character: Character, _ column: Int, _ row: Int, _ style: Style) {
    guard contains(column, row), contains(column + 1, row) else {
      self[column, row] = Cell(" ", style)
      return
    }
    self[column, row] = Cell(character, style)
    self[column + 1, row] = Cell(Cell.continuation, style)
    hasWideCharacters = true
  }

  /// Changes the look of a cell and keeps its content.
  mutating func restyle(_ column: Int, _ row: Int, _ change: (inout Style) -> Void) {
    guard contains(column, row) else { return }
    change(&cells[row * size.columns + column].style)
  }

  /// Replaces the style of each cell of a box.
  mutating func mapStyles(in box: Box, _ replacement: (Style) -> Style) {
    for row in rows(of: box) {
      for index in row { cells[index].style = replacement(cells[index].style) }
    }
  }

  /// Replaces each character of a box by another one of the same width.
  mutating func mapCharacters(in box: Box, _ replacement: (Character) -> Character) {
    for row in rows(of: box) {
      for index in row { cells[index].character = replacement(cells[index].character) }
    }
    if box == Box(size) { hasWideCharacters = false }
  }

  /// The indices of the cells of a box, row by row.
  private func rows(of box: Box) -> [Range<Int>] {
    let columns = (box.column..<box.endColumn).clamped(to: 0..<size.columns)
    return (box.row..<box.endRow).clamped(to: 0..<size.rows).map { row in
      row * size.columns + columns.lowerBound..<row * size.columns + columns.upperBound
    }
  }

  /// Takes back each row of a box in which only the digits of numbers differ from a former frame of
  /// the same size: as a whole, so that all of it was true at one instant.
  package mutating func takeBackDigits(from former: Frame, in box: Box) {
    guard former.size == size else { return }
    for row in rows(of: box) {
      let differs = row.contains { !cells[$0].isSameNumber(as: former.cells[$0]) }
      if !differs { cells.replaceSubrange(row, with: former.cells[row]) }
    }
  }

  /// The rows as text, without trailing blanks.
  public var text: String {
    (0..<size.rows).map(rowText).joined(separator: "\n")
  }

  private func rowText(_ row: Int) -> String {
    let start = row * size.columns
    var line = ""
    for cell in cells[start..<start + size.columns] where !cell.isContinuation {
      line.append(cell.character)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
