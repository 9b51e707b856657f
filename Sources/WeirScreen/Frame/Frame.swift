/// A rectangle of character cells that panels draw into; it knows no terminal.
///
/// A wide character always has its continuation to its right, and a continuation always has its wide character: whoever
/// writes over one half blanks the other.
public struct Frame: Sendable, Equatable {
  public let size: Size
  /// Row after row, `size.columns` cells each.
  public private(set) var cells: [Cell]
  /// Where the cursor stands, where it is to be seen.
  public var cursor: Point?
  /// Whether a wide character was ever written; until then no half can be left over.
  private var hasWideCharacters = false

  /// Makes a frame of blanks; what is larger than what is drawable is cut at the right and below.
  public init(size: Size, style: Style = .plain) {
    let size = size.drawable
    self.size = size
    self.cells = Array(repeating: Cell(" ", style), count: size.columns * size.rows)
  }

  /// The cell at a column and row, counted from 0; writing outside of the frame does nothing.
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

  /// Blanks what is left of a wide character one half of which is about to go.
  private mutating func blankOtherHalf(of index: Int) {
    if cells[index].isContinuation {
      cells[index - 1].character = " "
    } else if (index + 1) % size.columns != 0, cells[index + 1].isContinuation {
      cells[index + 1].character = " "
    }
  }
}

extension Frame {
  /// Writes a character that is two columns wide; where only its left half would fit it becomes a blank.
  mutating func putWide(_ character: Character, _ column: Int, _ row: Int, _ style: Style) {
    guard contains(column, row), contains(column + 1, row) else {
      self[column, row] = Cell(" ", style)
      return
    }
    self[column, row] = Cell(character, style)
    self[column + 1, row] = Cell(Cell.continuation, style)
    hasWideCharacters = true
  }

  /// Changes how a cell looks and leaves what stands there.
  mutating func restyle(_ column: Int, _ row: Int, _ change: (inout Style) -> Void) {
    guard contains(column, row) else { return }
    change(&cells[row * size.columns + column].style)
  }

  /// Replaces the style of each cell.
  mutating func mapStyles(_ replacement: (Style) -> Style) {
    for index in cells.indices { cells[index].style = replacement(cells[index].style) }
  }

  /// Replaces each character by another one of the same width.
  mutating func mapCharacters(_ replacement: (Character) -> Character) {
    for index in cells.indices {
      cells[index].character = replacement(cells[index].character)
    }
    hasWideCharacters = false
  }

  /// The rows as text, without the blanks at their ends.
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
