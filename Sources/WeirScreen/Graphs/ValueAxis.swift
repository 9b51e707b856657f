/// The numbers beside a graph: 1, 2 or 5 times a power of ten, and the position of each.
package struct ValueAxis: Sendable, Equatable {
  /// The number at the upper edge.
  package let top: Double
  /// The distance between two numbers.
  let step: Double

  /// Creates an axis that reaches a number and ends at a round one soon after it, so that it seldom
  /// changes.
  package init(reaching value: Double, rows: Int) {
    self.init(endingAt: ValueAxis.round(atLeast: value, to: ValueAxis.tops), rows: rows)
  }

  /// Creates an axis that ends at a number, round or not.
  package init(endingAt top: Double, rows: Int) {
    self.top = max(top, 1e-9)
    step = ValueAxis.round(atLeast: self.top / Double(ValueAxis.count(rows)))
  }

  /// At most one number for every second row, and six in total.
  private static func count(_ rows: Int) -> Int { min(max(rows / 2, 1), 5) }

  /// The next number of the form 1, 2 or 5 times a power of ten.
  static func round(atLeast value: Double) -> Double {
    round(atLeast: value, to: [1, 2, 5])
  }

  /// The leading digits that an axis may end at.
  private static let tops: [Double] = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]

  private static func round(atLeast value: Double, to digits: [Double]) -> Double {
    guard value > 0, value < 1e15 else { return max(value, 1) }
    var power = 1.0
    while power > value { power /= 10 }
    while power * 10 <= value { power *= 10 }
    for digit in digits where digit * power >= value * 0.999_999 { return digit * power }
    return 10 * power
  }

  /// The row, counted from the top, that contains a number.
  package func row(of value: Double, rows: Int) -> Int {
    guard rows > 0, value > 0 else { return max(rows - 1, 0) }
    let filled = Int((min(value / top, 1) * Double(rows) - 1e-9).rounded(.up))
    return rows - min(max(filled, 1), rows)
  }

  /// The round numbers, each with a row of its own, from the bottom up: zero first.
  package func ticks(rows: Int) -> [(value: Double, row: Int)] {
    guard rows > 0 else { return [] }
    var ticks = [(value: 0.0, row: rows - 1)]
    for index in 1...5 {
      let value = Double(index) * step
      let row = row(of: value, rows: rows)
      guard value <= top * 1.000_001 else { break }
      if let last = ticks.last, row < last.row { ticks.append((value, row)) }
    }
    return ticks
  }
}
