/// A filled graph of numbers over time, with one number for each half column; nothing is drawn for
/// a missing number.
package struct GraphArea: Sendable {
  private let signs: GraphSigns
  /// The height of each half column in levels; negative if unknown.
  let heights: [Int]

  /// Scales numbers to a number of rows; anything above zero has at least one level.
  ///
  /// - Parameter missing: how many half columns at the left have no number.
  package init(
    _ values: some Sequence<Double>, missing: Int = 0, maximum: Double, rows: Int,
    _ signs: GraphSigns
  ) {
    self.signs = signs
    let levels = rows * signs.levels
    var heights = [Int](repeating: -1, count: max(missing, 0))
    for value in values {
      guard value > 0, maximum > 0 else {
        heights.append(0)
        continue
      }
      let share = min(value / maximum, 1)
      heights.append(min(max(Int((share * Double(levels)).rounded()), 1), levels))
    }
    self.heights = heights
  }

  /// Whether a column has a number.
  package func isKnown(_ column: Int) -> Bool {
    height(column * 2) >= 0 || height(column * 2 + 1) >= 0
  }

  /// The row, counted from the bottom, at which a column ends; `nil` if it is at zero.
  package func topRow(of column: Int) -> Int? {
    let top = max(height(column * 2), height(column * 2 + 1))
    return top > 0 ? (top - 1) / signs.levels : nil
  }

  /// The sign at a column, `row` rows above the bottom one: at zero the baseline, `nil` if there is
  /// nothing to draw.
  package func sign(column: Int, row: Int, isOver: Bool = false) -> Character? {
    let (left, right) = (height(column * 2), height(column * 2 + 1))
    if row == 0, max(left, right) == 0 { return signs.ground }
    let below = row * signs.levels
    return signs.filled(
      min(max(left - below, 0), signs.levels), min(max(right - below, 0), signs.levels),
      isOver: isOver)
  }

  private func height(_ index: Int) -> Int { heights.indices.contains(index) ? heights[index] : -1 }
}
