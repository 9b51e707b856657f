import WeirScreen

/// Where panels go, before any sizes are known: perhaps some over the whole width, and columns
/// below them.
struct Arrangement: Sendable {
  /// The panels over the whole width, and their part of the rows in tenths.
  var top = PanelStack(shares: [])
  var topTenths = 0
  var topLimit = Int.max
  /// From left to right; the first takes what the others leave.
  var columns: [Column]

  /// Panels one above the other, and how wide they are together.
  struct Column: Sendable {
    var stack: PanelStack
    /// Its part of the width that the columns to its right leave, as a fraction.
    var part = (1, 1)
    var limits = 0...Int.max
  }

  /// The same without some panels, and without columns that become empty.
  func without(_ absent: Set<Panel>) -> Arrangement {
    var arrangement = self
    arrangement.top = top.without(absent)
    arrangement.columns = columns.compactMap { column in
      var column = column
      column.stack = column.stack.without(absent)
      return column.stack.shares.isEmpty ? nil : column
    }
    return arrangement
  }

  /// The panels and their boxes, which fill the body.
  func places(in body: Box, warningRows: Int, needs: PanelNeeds) -> [Layout.Place] {
    let rows = top.shares.isEmpty ? 0 : columns.isEmpty ? body.rows : topRows(body.rows, needs)
    var (above, below) = body.splitTop(rows)
    var places = top.places(in: above, needs)
    for (column, width) in zip(columns, widths(in: below.columns)) {
      (above, below) = below.splitLeft(width)
      // The rows that warnings ask for must not displace everything else.
      let stack = column.stack.widened(.warnings, to: min(warningRows, above.rows))
      places += stack.places(in: above, needs)
    }
    return places
  }

  /// Enough for both, or else enough for what is below, where the knobs are.
  private func topRows(_ rows: Int, _ needs: PanelNeeds) -> Int {
    let shares = top.fitted(to: needs).shares
    let least = shares.map(\.size.minimum).reduce(0, +)
    let most = shares.reduce(0) { min($0 + $1.size.maximum, rows) }
    let wanted = max(min(rows * topTenths / 10, topLimit, most), least)
    return rows - wanted >= Arrangement.leastBelow ? wanted : max(rows - Arrangement.leastBelow, 0)
  }

  /// The rows of a few knobs, with a border.
  private static let leastBelow = 6

  private func widths(in columns: Int) -> [Int] {
    var left = columns
    var widths: [Int] = []
    for column in self.columns.dropFirst().reversed() {
      let part = left * column.part.0 / column.part.1
      let width = min(max(part, column.limits.lowerBound), column.limits.upperBound, left)
      widths.append(width)
      left -= width
    }
    return ([left] + widths.reversed()).suffix(self.columns.count)
  }
}

extension PanelStack {
  /// A row with a border.
  private static let leastEvents = 3

  /// The panels and their boxes, from top to bottom.
  ///
  /// Findings take the rows that they need from the events beside them, so that nothing else moves
  /// when a lint fires.
  fileprivate func places(in column: Box, _ needs: PanelNeeds) -> [Layout.Place] {
    var rest = column
    let heights = PanelStack.grown(
      .warnings, to: needs[.warnings]?.upperBound ?? 0, from: .events,
      leaving: PanelStack.leastEvents, fitted(to: needs).heights(in: column.rows))
    return heights.map { panel, rows in
      let (box, below) = rest.splitTop(rows)
      rest = below
      return Layout.Place(panel: panel, box: box)
    }
  }
}
