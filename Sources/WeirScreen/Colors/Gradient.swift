/// A sequence of colours in a fixed number of steps that look even.
public struct Gradient: Sendable, Hashable {
  /// The colours in order; never empty.
  public let colors: [Color]

  /// Spreads the stops evenly over the steps; one step shows the first stop.
  public init(_ first: RGB, _ others: RGB..., steps: Int) {
    let stops = ([first] + others).map(Oklab.init)
    colors = (0..<max(steps, 1)).map { step in
      let position = steps > 1 ? Double(step) / Double(steps - 1) : 0
      return Gradient.color(at: position, between: stops).rgb.color
    }
  }

  /// The colour for a fraction from 0 to 1; outside that range, the colour of the nearer end.
  public func color(at share: Double) -> Color {
    guard share > 0 else { return colors[0] }
    return colors[min(Int(min(share, 1) * Double(colors.count)), colors.count - 1)]
  }

  private static func color(at position: Double, between stops: [Oklab]) -> Oklab {
    let place = position * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 1)
    let next = min(index + 1, stops.count - 1)
    return stops[index].blended(with: stops[next], share: place - Double(index))
  }
}
