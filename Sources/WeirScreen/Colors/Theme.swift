/// The colours of the screen by what they mean, taken from a scheme.
///
/// Panels ask for meanings alone, so that every scheme works: a colour that could not be read on the background is moved
/// towards the text until it can. A meaning is never told by its colour alone.
public struct Theme: Sendable, Hashable {
  /// The name to choose it by, such as `weir-dark`: its file's name without the extension.
  public let name: String
  public let scheme: ColorScheme

  /// What everything stands on.
  public let background: Color
  /// Behind the bars at the screen's edges.
  public let bar: Color
  /// Behind what is chosen.
  public let selection: Color
  public let border: Color
  public let focusedBorder: Color
  public let title: Color
  public let text: Color
  /// For what is there but asks for no attention.
  public let dim: Color
  /// For what may be touched: keys, marks, the program's name.
  public let accent: Color
  public let good: Color
  public let warning: Color
  public let bad: Color
  /// From little to much.
  public let graph: Gradient
  private let signs: [Color]

  /// The theme to start with.
  public static let standard = Theme(name: "weir-dark", scheme: .weirDark)

  public init(name: String, scheme: ColorScheme) {
    self.name = name
    self.scheme = scheme
    let eye = Legibility(background: scheme[0x00])
    let text = eye.lifted(scheme[0x05], .readBesideQuiet, towards: eye.pole)
    func sign(_ slot: Int) -> RGB { eye.lifted(scheme[slot], .noticed, towards: text) }
    let quiet = eye.lifted(eye.quieter(scheme[0x03], than: text), .read, towards: text)
    func surface(_ slot: Int) -> RGB { eye.receded(scheme[slot], under: text, quiet) }
    let line = Oklab(scheme[0x02]).blended(with: Oklab(quiet), share: 0.4).rgb
    background = scheme[0x00].color
    bar = surface(0x01).color
    selection = eye.apart(surface(0x02), by: 0.04, towards: text).color
    border = eye.lifted(eye.quieter(line, than: quiet), .seen, towards: text).color
    focusedBorder = sign(0x0C).color
    title = eye.lifted(scheme[0x06], .read, towards: eye.pole).color
    self.text = text.color
    dim = quiet.color
    accent = sign(0x0C).color
    good = sign(0x0B).color
    warning = sign(0x0A).color
    bad = sign(0x08).color
    graph = Gradient(sign(0x0D), sign(0x0C), sign(0x0A), sign(0x09), steps: 101)
    signs = (0x00...0x0F).map { ($0 == 0x03 ? quiet : sign($0)).color }
  }

  /// The colour that signs and short words have from a slot of the scheme, 0x00 to 0x0F: moved
  /// until it can be read.
  package func sign(ofSlot slot: Int) -> Color { signs[slot] }
}

extension Theme: CustomStringConvertible {
  public var description: String { name }
}
