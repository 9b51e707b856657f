/// The colours of a terminal, which approximate the colours of a theme.
///
/// The nearest colour is chosen by the distance in `Oklab`. Results are cached.
public struct ColorPalette: Sendable {
  /// The number that stands for the terminal's own colour.
  public static let standard = -1

  /// How many colours there are.
  public let depth: ColorDepth
  private let candidates: [Candidate]
  private var nearest: [RGB: Int] = [:]

  private struct Candidate: Sendable {
    let index: Int
    let place: Oklab
  }

  /// Creates the palette of a terminal with this many colours.
  public init(_ depth: ColorDepth) {
    self.depth = depth
    candidates = ColorPalette.indices(of: depth).map {
      Candidate(index: $0, place: ColorPalette.place(of: ColorPalette.color(of: $0), depth))
    }
  }

  /// The number of the nearest colour; with 24 bits the colour itself, red in the highest byte.
  ///
  /// - Complexity: O(1) for a colour that was looked up before, O(colours of the terminal)
  ///   otherwise.
  public mutating func index(of color: Color) -> Int {
    guard case .rgb(let red, let green, let blue) = color else { return ColorPalette.standard }
    return index(of: RGB(red, green, blue))
  }

  /// The numbers for text and its background: never the same number for two colours that differ.
  ///
  /// With few colours, dim text and a background that is similar may have the same nearest colour;
  /// the text then gets the second nearest.
  public mutating func indices(
    foreground: Color, background: Color
  ) -> (foreground: Int, background: Int) {
    let behind = index(of: background)
    let front = index(of: foreground)
    guard front == behind, foreground != background,
      case .rgb(let red, let green, let blue) = foreground, !candidates.isEmpty
    else { return (front, behind) }
    return (search(for: RGB(red, green, blue), except: behind), behind)
  }

  /// The colour for text on another colour; black or white, whichever has more contrast, if few
  /// colours leave too little contrast.
  mutating func legible(_ foreground: Color, on background: Color) -> Color {
    let (front, behind) = indices(foreground: foreground, background: background)
    guard depth == .eight || depth == .sixteen, behind >= 0, front >= 0 else { return foreground }
    let ground = ColorPalette.color(of: behind)
    func contrast(_ index: Int) -> Double { ColorPalette.color(of: index).contrast(with: ground) }
    guard !ColorPalette.place(of: ground, depth).isGrey,
      contrast(front) < Legibility.Demand.readable.rawValue
    else { return foreground }
    let poles = [0, depth == .eight ? 7 : 15]
    let pole = poles.max { contrast($0) < contrast($1) }
    return pole.map { ColorPalette.color(of: $0).color } ?? foreground
  }

  private mutating func index(of color: RGB) -> Int {
    switch depth {
    case .none: return ColorPalette.standard
    case .direct: return color.number
    case .eight, .sixteen, .indexed:
      if let known = nearest[color] { return known }
      let found = search(for: color, except: nil)
      nearest[color] = found
      return found
    }
  }

  private func search(for color: RGB, except taken: Int?) -> Int {
    let wanted = ColorPalette.place(of: color, depth)
    // If the background uses grey, dim text must not become a bright colour.
    let isGrey = depth != .indexed && wanted.isGrey
    let best = candidates.filter { $0.index != taken && (!isGrey || $0.place.isGrey) }
      .min { $0.place.distance(to: wanted) < $1.place.distance(to: wanted) }
    return best?.index ?? ColorPalette.standard
  }

  /// The point at which a colour is looked up. With few colours only hue counts, not saturation,
  /// and a grey stays a grey.
  private static func place(of color: RGB, _ depth: ColorDepth) -> Oklab {
    let place = Oklab(color)
    guard depth != .indexed else { return place }
    let strength = (place.greenRed * place.greenRed + place.blueYellow * place.blueYellow)
      .squareRoot()
    let isGrey = strength < 0.045
    return Oklab(
      lightness: place.lightness * 1.8, greenRed: isGrey ? 0 : place.greenRed / strength,
      blueYellow: isGrey ? 0 : place.blueYellow / strength)
  }
}

extension ColorPalette {
  /// The numbers to choose from. The first 16 of 256 are left out, since users change them.
  private static func indices(of depth: ColorDepth) -> Range<Int> {
    switch depth {
    case .none, .direct: 0..<0
    case .eight: 0..<8
    case .sixteen: 0..<16
    case .indexed: 16..<256
    }
  }

  /// The colour that xterm shows for a number from 0 to 255.
  static func color(of index: Int) -> RGB {
    switch index {
    case ..<16:
      return RGB(number: firstSixteen[index])
    case ..<232:
      let cube = index - 16
      return RGB(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
    default:
      let grey = UInt8(8 + 10 * (index - 232))
      return RGB(grey, grey, grey)
    }
  }

  private static func level(_ step: Int) -> UInt8 { step == 0 ? 0 : UInt8(55 + 40 * step) }

  private static let firstSixteen = [
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
  ]
}

extension Oklab {
  fileprivate var isGrey: Bool { greenRed == 0 && blueYellow == 0 }
}
