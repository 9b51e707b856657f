/// The colours of the screen by their meaning, derived from a scheme.
///
/// Panels ask only for meanings, so that every scheme works: a colour that is unreadable on the
/// background is moved towards the text until it is readable. No meaning is shown by colour alone.
public struct Theme: Sendable, Hashable {
  /// The name to choose it by, such as `weir-dark`: the name of its file without the extension.
  public let name: String
  /// The scheme that its colours come from.
  public let scheme: ColorScheme

  /// The background of everything.
  public let background: Color
  /// The background of the bars at the edges of the screen.
  public let bar: Color
  /// The background of the selection.
  public let selection: Color
  /// The border of a panel.
  public let border: Color
  /// The border of the panel that has the focus.
  public let focusedBorder: Color
  /// For titles.
  public let title: Color
  /// For most text.
  public let text: Color
  /// For things that need no attention.
  public let dim: Color
  /// For things that can be clicked or pressed: keys, marks, the name of the program.
  public let accent: Color
  /// For success.
  public let good: Color
  /// For warnings.
  public let warning: Color
  /// For failures.
  public let bad: Color
  /// From small to large values.
  public let graph: Gradient
  private let signs: [Color]

  /// The default theme.
  public static let standard = Theme(name: "weir-dark", scheme: .weirDark)

  /// Derives the colours from a scheme.
  public init(name: String, scheme: ColorScheme) {
    self.name = name
    self.scheme = scheme
    let eye = Legibility(background: scheme[0x00])
    let text = eye.lifted(scheme[0x05], .readableBesideDim, towards: eye.pole)
    func sign(_ slot: Int) -> RGB { eye.lifted(scheme[slot], .noticeable, towards: text) }
    let quiet = eye.lifted(eye.quieter(scheme[0x03], than: text), .readable, towards: text)
    func surface(_ slot: Int) -> RGB { eye.receded(scheme[slot], under: text, quiet) }
    let line = Oklab(scheme[0x02]).blended(with: Oklab(quiet), share: 0.4).rgb
    background = scheme[0x00].color
    bar = surface(0x01).color
    selection = eye.apart(surface(0x02), by: 0.04, towards: text).color
    border = eye.lifted(eye.quieter(line, than: quiet), .visible, towards: text).color
    focusedBorder = sign(0x0C).color
    title = eye.lifted(scheme[0x06], .readable, towards: eye.pole).color
    self.text = text.color
    dim = quiet.color
    accent = sign(0x0C).color
    good = sign(0x0B).color
    warning = sign(0x0A).color
    bad = sign(0x08).color
    graph = Gradient(sign(0x0D), sign(0x0C), sign(0x0A), sign(0x09), steps: 101)
    signs = (0x00...0x0F).map { ($0 == 0x03 ? quiet : sign($0)).color }
  }

  /// The colour of a slot of the scheme, 0x00 to 0x0F, for signs and short words: moved until it is
  /// readable.
  package func sign(ofSlot slot: Int) -> Color { signs[slot] }
}

extension Theme: CustomStringConvertible {
  /// The name of the theme.
  public var description: String { name }
}
