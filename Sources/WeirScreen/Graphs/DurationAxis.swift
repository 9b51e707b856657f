import Foundation

/// An axis of durations between two round ones: logarithmic if they differ much.
package struct DurationAxis: Sendable, Equatable {
  /// The ends, in seconds.
  package let low: Double
  package let high: Double
  package let isLogarithmic: Bool

  /// Creates an axis that covers the durations between two, in seconds.
  package init(from shortest: Double, to longest: Double) {
    guard longest > 0 else {
      // Durations that are all zero need an axis that starts there, and no more.
      low = 0
      high = 0.001
      isLogarithmic = false
      return
    }
    let longest = max(longest, 1e-6)
    isLogarithmic = longest > 4 * max(shortest, 0)
    if isLogarithmic {
      high = ValueAxis.round(atLeast: longest * 1.02)
      low = DurationAxis.roundDown(min(max(shortest, high / 1000), high / 4))
    } else {
      let step = ValueAxis.round(atLeast: max(longest - shortest, longest / 10) / 4)
      high = ((longest / step).rounded(.down) + 1) * step
      low = max((shortest / step).rounded(.up) - 1, 0) * step
    }
  }

  private static func roundDown(_ value: Double) -> Double {
    var low = 1e-9
    for _ in 0..<64 {
      let next = ValueAxis.round(atLeast: low * 1.001)
      guard next <= value * 1.000_001 else { break }
      low = next
    }
    return low
  }

  /// The position of a duration in seconds, from 0 at the low end to 1 at the high end; `nil`
  /// outside.
  package func position(of seconds: Double) -> Double? {
    guard seconds >= low * 0.999_999, seconds <= high * 1.000_001 else { return nil }
    let share =
      isLogarithmic
      ? log2(seconds / low) / log2(high / low)
      : (seconds - low) / (high - low)
    return min(max(share, 0), 1)
  }

  /// The upper ends of this many equal parts, from the lowest to the highest, in seconds.
  package func edges(_ count: Int) -> [Double] {
    guard count > 0 else { return [] }
    guard isLogarithmic else {
      return (1...count).map { low + (high - low) * Double($0) / Double(count) }
    }
    return (1...count).map { index in
      index == count ? high : low * pow(high / low, Double(index) / Double(count))
    }
  }

  /// Round durations along the axis, in seconds: 1, 2 and 5 times powers of ten, or equal steps.
  package var ticks: [Double] {
    guard isLogarithmic else {
      let step = ValueAxis.round(atLeast: (high - low) / 8)
      let first = Int((low / step).rounded(.up))
      let last = Int((high / step + 1e-6).rounded(.down))
      return first <= last ? (first...last).map { Double($0) * step } : []
    }
    var ticks = [low]
    while let last = ticks.last, last < high * 0.999, ticks.count < 64 {
      ticks.append(ValueAxis.round(atLeast: last * 1.001))
    }
    return ticks
  }
}
