/// The look of a cell.
public struct Style: Sendable, Hashable {
  /// The colour of the character.
  public var foreground: Color
  /// The colour behind it.
  public var background: Color
  /// Bold and the like.
  public var attributes: Attributes

  /// Creates a style, by default with the terminal's own colours.
  public init(
    _ foreground: Color = .standard, on background: Color = .standard, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours, without attributes.
  public static let plain = Style()

  /// Written out and inlinable, because it compares all cells of each frame with the previous one.
  @inlinable
  public static func == (one: Style, other: Style) -> Bool {
    one.foreground == other.foreground && one.background == other.background
      && one.attributes.rawValue == other.attributes.rawValue
  }
}

/// A colour of the theme; the screen shows the nearest one that the terminal has.
public enum Color: Sendable, Hashable {
  /// The terminal's own foreground or background.
  case standard
  /// A 24-bit colour: red, green and blue.
  case rgb(UInt8, UInt8, UInt8)
  /// What the colour says. `Frame.paint` replaces it with the theme's colour; one that is left is
  /// shown like `standard`.
  case meaning(Meaning)

  /// Whether two colours are the same.
  @inlinable
  public static func == (one: Color, other: Color) -> Bool {
    switch (one, other) {
    case (.standard, .standard): true
    case (.rgb(let red, let green, let blue), .rgb(let otherRed, let otherGreen, let otherBlue)):
      red == otherRed && green == otherGreen && blue == otherBlue
    case (.meaning(let meaning), .meaning(let other)): meaning == other
    default: false
    }
  }
}

/// What a terminal can do to a character besides colouring it.
public struct Attributes: OptionSet, Sendable, Hashable {
  /// One bit for each attribute.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Bold; on some terminals brighter.
  public static let bold = Attributes(rawValue: 1)
  /// Less contrast.
  public static let dim = Attributes(rawValue: 2)
  /// Underlined.
  public static let underline = Attributes(rawValue: 4)
  /// Foreground and background exchanged.
  public static let reverse = Attributes(rawValue: 8)
}
