/// Makes colours readable on a background, whatever the scheme says; a colour that is readable
/// stays as it is.
///
/// Contrasts are ratios of WCAG 2; steps are even in `Oklab`.
struct Legibility: Sendable {
  /// The minimum contrast.
  enum Demand: Double {
    /// Lines that only have to be visible.
    case visible = 1.3
    /// Signs and short words.
    case noticeable = 3
    /// Whole sentences.
    case readable = 4.5
    /// Text beside dim text, which has to be readable as well and to look dimmer.
    case readableBesideDim = 6
  }

  private static let steps = 40

  let background: RGB

  /// Black or white, whichever has more contrast.
  var pole: RGB {
    [RGB(0, 0, 0), RGB(255, 255, 255)].max {
      $0.contrast(with: background) < $1.contrast(with: background)
    } ?? background
  }

  /// The colour, moved towards the lightness of another one until it meets the demand; its hue
  /// stays.
  func lifted(_ color: RGB, _ demand: Demand, towards goal: RGB) -> RGB {
    var end = Oklab(color)
    end.lightness = Oklab(goal).lightness
    let found = first(from: color, to: end.rgb) { contrast(of: $0) >= demand.rawValue }
    return contrast(of: found) >= demand.rawValue ? found : goal
  }

  /// The colour, unless it has more contrast than another one that it must not exceed: then a
  /// weaker form of that one.
  func quieter(_ color: RGB, than loud: RGB) -> RGB {
    let limit = contrast(of: loud)
    guard contrast(of: color) > limit else { return color }
    return first(from: loud, to: background) { contrast(of: $0) <= limit * 0.75 }
  }

  /// A surface, moved towards the background just as far as the text on it needs; dim text may have
  /// less contrast there.
  func receded(_ surface: RGB, under text: RGB, _ quiet: RGB) -> RGB {
    first(from: surface, to: background) {
      $0.contrast(with: text) >= Demand.readable.rawValue && $0.contrast(with: quiet) >= 2.5
    }
  }

  /// A surface, moved towards another colour until it differs visibly from the background.
  func apart(_ surface: RGB, by distance: Double, towards goal: RGB) -> RGB {
    let place = Oklab(background)
    return first(from: surface, to: goal) { Oklab($0).distance(to: place) >= distance }
  }

  private func contrast(of color: RGB) -> Double { color.contrast(with: background) }

  private func first(from start: RGB, to goal: RGB, where isFit: (RGB) -> Bool) -> RGB {
    if isFit(start) { return start }
    let (here, there) = (Oklab(start), Oklab(goal))
    let path = (1...Legibility.steps).lazy.map { step in
      here.blended(with: there, share: Double(step) / Double(Legibility.steps)).rgb
    }
    return path.first(where: isFit) ?? goal
  }
}
