import WeirAnalysis
import WeirEvents
import WeirScreen

/// A histogram over an axis of time, and percentiles, at some instant.
///
/// Reading a histogram takes as long as drawing everything else, so this is made a few times a
/// second and kept.
struct LatencyPicture: Sendable, Equatable {
  /// A length that a share of the items don't exceed.
  struct Percentile: Sendable, Equatable {
    let name: String
    let length: Duration
  }

  /// The number of items.
  let count: Int
  /// The number of columns that it was made for, and how many of them each bar takes.
  let columns: Int
  let barColumns: Int
  /// The number of items in each bar.
  let bars: [Int]
  let axis: DurationAxis
  /// From the median up.
  let percentiles: [Percentile]
  let maximum: Duration
  let mean: Duration

  private static let shares: [(name: String, share: Double)] = [
    ("p50", 0.5), ("p75", 0.75), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999),
  ]

  /// Makes a picture for a number of columns; `nil` if there is no item. Few items make few, wide
  /// bars.
  init?(_ histogram: DurationHistogram, columns: Int) {
    guard columns > 0, let maximum = histogram.maximum else { return nil }
    let count = histogram.count
    self.count = count
    self.columns = columns
    self.maximum = maximum
    mean = histogram.mean ?? .zero
    let lengths = histogram.quantiles([0.01] + LatencyPicture.shares.map(\.share))
    percentiles = zip(LatencyPicture.shares, lengths.dropFirst()).map {
      Percentile(name: $0.name, length: $1)
    }
    let shortest = lengths.first ?? .zero
    axis = DurationAxis(from: shortest.seconds, to: maximum.seconds)
    let most = (2 * Double(count).squareRoot()).clamped(to: LatencyPicture.barCounts)
    barColumns = max(Int((Double(columns) / most).rounded(.up)), 1)
    let edges = axis.edges(max(columns / barColumns, 1))
    bars = zip([-1] + edges, edges).map {
      histogram.count(above: .seconds($0), upTo: .seconds($1))
    }
  }

  /// More bars show no more, and each has to be counted.
  private static let barCounts = 8.0...96.0

  /// The column of a length; `nil` if it is outside the axis.
  func column(of length: Duration) -> Int? {
    let width = bars.count * barColumns
    return axis.position(of: length.seconds).map { min(Int($0 * Double(width)), width - 1) }
  }

  /// The length that this share of the items don't exceed.
  subscript(name: String) -> Duration? { percentiles.first { $0.name == name }?.length }
}
