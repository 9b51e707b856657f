/// Keeps what is read apart from what it stands on, whatever a scheme says; a colour that does so already stays as it is.
///
/// Contrasts are ratios of WCAG 2, steps are even in `Oklab`.
struct Legibility: Sendable {
  /// How much contrast there must be at least.
  enum Demand: Double {
    /// A line that only has to be seen.
    case seen = 1.3
    /// Signs and short words.
    case noticed = 3
    /// Whole sentences.
    case read = 4.5
    /// Text that stands beside quieter text, which is read as well and has to look quieter.
    case readBesideQuiet = 6
  }

  private static let steps = 40

  let background: RGB

  /// Black or white, whichever stands out more.
  var pole: RGB {
    [RGB(0, 0, 0), RGB(255, 255, 255)].max {
      $0.contrast(with: background) < $1.contrast(with: background)
    } ?? background
  }

  /// The colour, as light or dark as the demand needs on the way to another one; its hue stays.
  func lifted(_ color: RGB, _ demand: Demand, towards goal: RGB) -> RGB {
    var end = Oklab(color)
    end.lightness = Oklab(goal).lightness
    let found = first(from: color, to: end.rgb) { contrast(of: $0) >= demand.rawValue }
    return contrast(of: found) >= demand.rawValue ? found : goal
  }

  /// The colour, unless it is louder than one that it must not outdo: then that one, receded.
  func quieter(_ color: RGB, than loud: RGB) -> RGB {
    let limit = contrast(of: loud)
    guard contrast(of: color) > limit else { return color }
    return first(from: loud, to: background) { contrast(of: $0) <= limit * 0.75 }
  }

  /// A surface, moved towards the background just as far as the text on it needs; quiet text may be quieter there.
  func receded(_ surface: RGB, under text: RGB, _ quiet: RGB) -> RGB {
    first(from: surface, to: background) {
      $0.contrast(with: text) >= Demand.read.rawValue && $0.contrast(with: quiet) >= 2.5
    }
  }

  /// A surface, moved towards another colour until it is told from the background.
  func apart(_ surface: RGB, by distance: Double, towards goal: RGB) -> RGB {
    let place = Oklab(background)
    return first(from: surface, to: goal) { Oklab($0).distance(to: place) >= distance }
  }

  private func contrast(of color: RGB) -> Double { color.contrast(with: background) }

  private func first(from start: RGB, to goal: RGB, where isFit: (RGB) -> Bool) -> RGB {
    if isFit(start) { return start }
    let (here, there) = (Oklab(start), Oklab(goal))
    let way = (1...Legibility.steps).lazy.map { step in
      here.blended(with: there, share: Double(step) / Double(Legibility.steps)).rgb
    }
    return way.first(where: isFit) ?? goal
  }
}
