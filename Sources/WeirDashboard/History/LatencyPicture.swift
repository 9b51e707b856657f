import WeirTrace

/// Bars over a logarithmic axis of time, and percentiles, as of some instant.
///
/// Reading a histogram takes as long as drawing all else together, so this is made a few times a second and kept.
struct LatencyPicture: Sendable, Equatable {
  /// How many items it is about.
  let count: Int
  /// How many items fall into each bar.
  let bars: [Int]
  /// The upper end of each bar, in seconds.
  let edges: [Double]
  /// The lengths that half, nine tenths and 99 of 100 items don't exceed, and the longest.
  let p50: Duration
  let p90: Duration
  let p99: Duration
  let maximum: Duration

  /// Makes this many bars, from the shortest few items to the longest; nothing where there is no item.
  init?(_ histogram: DurationHistogram, bars: Int) {
    guard bars > 0, let maximum = histogram.maximum else { return nil }
    count = histogram.count
    self.maximum = maximum
    p50 = histogram.quantile(0.5) ?? .zero
    p90 = histogram.quantile(0.9) ?? .zero
    p99 = histogram.quantile(0.99) ?? .zero
    let shortest = histogram.quantile(0.01) ?? .zero
    let edges = LatencyPicture.edges(from: shortest.seconds, to: maximum.seconds, count: bars)
    self.bars = zip([-1] + edges, edges).map {
      histogram.count(above: .seconds($0), upTo: .seconds($1))
    }
    self.edges = edges
  }

  private static func edges(from shortest: Double, to longest: Double, count: Int) -> [Double] {
    let top = max(longest, 1e-6) * 1.05
    let low = min(max(shortest, top / 1000) / 1.3, top / 4)
    let step = root(top / low, count)
    var edges = [low * step]
    while edges.count < count { edges.append((edges.last ?? low) * step) }
    return edges
  }

  /// The n-th root of a number above 1, by halving.
  private static func root(_ value: Double, _ count: Int) -> Double {
    var (below, above) = (1.0, max(value, 1))
    for _ in 0..<50 {
      let middle = (below + above) / 2
      var power = 1.0
      for _ in 0..<count where power <= value { power *= middle }
      if power > value { above = middle } else { below = middle }
    }
    return above
  }

  /// The bar into which a length falls, if any does.
  func bar(of seconds: Double) -> Int? {
    guard let first = edges.first, seconds >= first / 2 else { return nil }
    return edges.firstIndex { $0 >= seconds }
  }
}
