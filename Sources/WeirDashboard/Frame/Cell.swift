/// One character cell. A wide character stands in its left cell; the cell to its right is a `continuation`.
public struct Cell: Sendable, Hashable {
  public var character: Character
  public var style: Style

  @inlinable
  public init(_ character: Character, _ style: Style) {
    self.character = character
    self.style = style
  }

  /// The character of the right half of a wide one: nothing is written there.
  public static let continuation: Character = "\u{0}"

  /// Whether this is the right half of a wide character.
  @inlinable
  public var isContinuation: Bool { character == Cell.continuation }
}
