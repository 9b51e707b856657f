/// A set of colours as the tinted-theming standard defines it: base16, or base24 with eight more.
///
/// The slots have fixed meanings: 00 to 07 go from background to foreground, 08 to 0F are the
/// accents (red, orange, yellow, green, cyan, blue, violet, brown), 10 and 11 are darker
/// backgrounds, 12 to 17 are brighter accents.
public struct ColorScheme: Sendable, Hashable {
  /// Whether a scheme has light text on a dark background, or dark text on a light one.
  public enum Variant: String, Sendable, Hashable {
    case dark, light
  }

  /// The name to display, such as `Weir Dark`.
  public let title: String
  /// Who made it, as its file says.
  public let author: String
  /// Whether it is dark or light.
  public let variant: Variant
  private let colors: [RGB]

  /// How many colours it defines: 16 or 24.
  public var count: Int { colors.count }

  /// Takes the colours of the slots in order.
  ///
  /// - Parameters:
  ///   - variant: `nil` finds out from the colours whether the scheme is dark.
  ///   - colors: 16 or 24 of them; any other number is a programming error.
  package init(title: String, author: String, variant: Variant?, colors: [RGB]) {
    precondition(colors.count == 16 || colors.count == 24, "a scheme has 16 or 24 colours")
    self.title = title
    self.author = author
    self.colors = colors
    let isDark = LinearLight(colors[0]).luminance < LinearLight(colors[5]).luminance
    self.variant = variant ?? (isDark ? .dark : .light)
  }

  /// The colour of a slot from 0x00 to 0x17; a scheme of 16 uses the substitutes that the standard
  /// defines.
  public subscript(slot: Int) -> RGB {
    slot < colors.count ? colors[slot] : colors[ColorScheme.substitutes[slot - 16]]
  }

  /// The substitutes for 0x10 to 0x17 in a scheme of 16.
  private static let substitutes = [0x00, 0x00, 0x08, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E]
}
