/// One character cell. A wide character is in its left cell; the cell to its right is a
/// `continuation`.
public struct Cell: Sendable, Hashable {
  /// The character, as scalars.
  public var scalars: CellScalars
  /// How it looks.
  public var style: Style

  /// Creates a cell from scalars.
  @inlinable
  public init(_ scalars: CellScalars, _ style: Style) {
    self.scalars = scalars
    self.style = style
  }

  /// Creates a cell from a character; scalars beyond the fourth are dropped.
  public init(_ character: Character, _ style: Style) {
    self.init(CellScalars(character), style)
  }

  /// Whether both content and look are equal.
  @inlinable
  public static func == (one: Cell, other: Cell) -> Bool {
    one.scalars == other.scalars && one.style == other.style
  }

  /// The content of the cell, as text.
  public var character: Character {
    get { scalars.character }
    set { scalars = CellScalars(newValue) }
  }

  /// Whether both are the same, or parts of numbers that look alike.
  func isSameNumber(as other: Cell) -> Bool {
    guard self != other else { return true }
    return style == other.style && scalars.isPartOfNumber && other.scalars.isPartOfNumber
  }

  /// The content of the right half of a wide character: nothing is written there.
  public static let continuation: Character = "\u{0}"

  /// Whether this is the right half of a wide character.
  @inlinable
  public var isContinuation: Bool { scalars.base == 0 }
}
