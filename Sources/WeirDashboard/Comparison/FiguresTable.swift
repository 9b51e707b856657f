import WeirAnalysis
import WeirScreen
import WeirWording

/// The figures of both runs: A, B, the difference, and the difference in percent, in one or more
/// columns. What is better carries a sign and a colour; equal figures are dim.
struct FiguresTable {
  let figures: [FigureComparison]
  /// How many columns of figures there are.
  let columns: Int
  /// Whether there are only ASCII characters, of which the usual sign for better is a warning.
  var isASCII = false

  private static let gap = 3
  private static let (unitWidth, valueWidth, shareWidth, signWidth) = (4, 8, 8, 3)

  /// Draws the names of the columns into the first row, which may be a border, and the figures
  /// below it.
  func draw(in frame: inout Frame, _ box: Box) {
    let rows = box.rows - 1
    guard rows > 0, columns > 0 else { return }
    let width = (box.columns - (columns - 1) * FiguresTable.gap) / columns
    let shown = FiguresTable.chosen(figures, atMost: rows * columns)
    for place in 0..<columns {
      let left = box.column + place * (width + FiguresTable.gap)
      let part = shown.dropFirst(place * rows).prefix(rows)
      guard !part.isEmpty else { break }
      drawHead(in: &frame, Box(column: left, row: box.row, columns: width, rows: 1))
      for (offset, figure) in part.enumerated() {
        frame.write(row(figure, width), at: left, box.row + 1 + offset, limit: width)
      }
    }
  }

  /// Writes each name over the right end of its column, with a blank at both sides.
  private func drawHead(in frame: inout Frame, _ row: Box) {
    var end = row.endColumn
    for (name, width) in [
      ("Δ %", FiguresTable.shareWidth), ("Δ", FiguresTable.valueWidth + FiguresTable.signWidth),
      ("B", FiguresTable.valueWidth), ("A", FiguresTable.valueWidth),
    ] {
      let text = " \(name) "
      frame.write(text, at: end + 1 - text.count, row.row, limit: text.count, .dim)
      end -= width
    }
  }

  private func row(_ figure: FigureComparison, _ width: Int) -> Line {
    let text = FigureText(figure)
    let (sign, style): (String, Style) =
      switch figure.better {
      case .b: (isASCII ? "^" : "▲", .good)
      case .a: ("▼", .bad)
      case nil: ("", .text)
      }
    guard !text.isEqual else {
      return line(
        [text.label, text.unit, text.a, text.b, "", text.delta, text.share], width,
        Array(repeating: .border, count: 7))
    }
    return line(
      [text.label, text.unit, text.a, text.b, sign, text.delta, text.share], width,
      [.dim, .border, .text, .text, style, style, style])
  }

  /// One row of cells: what is left of the label's column goes to the label.
  private func line(_ cells: [String], _ width: Int, _ styles: [Style]) -> Line {
    let fixed =
      FiguresTable.unitWidth + FiguresTable.valueWidth * 3 + FiguresTable.shareWidth
      + FiguresTable.signWidth
    var line = Line(cells[0].padded(to: max(width - fixed, 4)), styles[0])
    line.add(" \(cells[1])".padded(to: FiguresTable.unitWidth), styles[1])
    line.add(cells[2].leftPadded(to: FiguresTable.valueWidth), styles[2])
    line.add(cells[3].leftPadded(to: FiguresTable.valueWidth), styles[3])
    line.add("  \(cells[4].padded(to: 1))", styles[4])
    line.add(cells[5].leftPadded(to: FiguresTable.valueWidth), styles[5])
    line.add(cells[6].leftPadded(to: FiguresTable.shareWidth), styles[6])
    return line
  }
}

extension FiguresTable {
  /// What is shown first if not all figures have room.
  private static let priorities = [
    "goodput", "throughput", "latency.p99", "latency.p50", "retries.attemptsPerCall", "findings",
    "wasted", "items.failed", "items.dropped", "timeouts.fired", "workers.readyWait.max",
  ]

  /// As many figures as have room, always in the same order.
  ///
  /// - Complexity: Linear in the number of figures.
  static func chosen(_ figures: [FigureComparison], atMost count: Int) -> [FigureComparison] {
    let first = priorities.compactMap { name in figures.first { $0.name == name } }
    var (waits, others): ([FigureComparison], [FigureComparison]) = ([], [])
    for figure in figures where !priorities.contains(figure.name) {
      let isWait = figure.name.hasSuffix(".meanDepth") || figure.name.hasSuffix("wait.p99")
      if isWait { waits.append(figure) } else { others.append(figure) }
    }
    // Waits matter as much as the latencies that they are part of.
    let ordered = Array(first.prefix(5)) + waits + Array(first.dropFirst(5)) + others
    return Array(ordered.prefix(max(count, 0)))
  }
}
