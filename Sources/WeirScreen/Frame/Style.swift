/// How a cell looks.
public struct Style: Sendable, Hashable {
  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(
    _ foreground: Color = .standard, on background: Color = .standard, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public static let plain = Style()

  /// Written out, and for every module: the cells of each frame are compared with those of the one before.
  @inlinable
  public static func == (one: Style, other: Style) -> Bool {
    one.foreground == other.foreground && one.background == other.background
      && one.attributes.rawValue == other.attributes.rawValue
  }
}

/// A colour as the theme means it; the screen shows the nearest one that the terminal has.
public enum Color: Sendable, Hashable {
  /// The terminal's own foreground or background.
  case standard
  case rgb(UInt8, UInt8, UInt8)
  /// What the colour says. `Frame.paint` puts the theme's colour in its place; what is left is shown
  /// like `standard`.
  case meaning(Meaning)

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
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let underline = Attributes(rawValue: 4)
  public static let reverse = Attributes(rawValue: 8)
}
