/// One character cell. A wide character stands in its left cell; the cell to its right is a `continuation`.
public struct Cell: Sendable, Hashable {
  public var scalars: CellScalars
  public var style: Style

  @inlinable
  public init(_ scalars: CellScalars, _ style: Style) {
    self.scalars = scalars
    self.style = style
  }

  public init(_ character: Character, _ style: Style) {
    self.init(CellScalars(character), style)
  }

  @inlinable
  public static func == (one: Cell, other: Cell) -> Bool {
    one.scalars == other.scalars && one.style == other.style
  }

  /// What stands in the cell, as text.
  public var character: Character {
    get { scalars.character }
    set { scalars = CellScalars(newValue) }
  }

  /// The right half of a wide character: nothing is written there.
  public static let continuation: Character = "\u{0}"

  /// Whether this is the right half of a wide character.
  @inlinable
  public var isContinuation: Bool { scalars.base == 0 }
}
