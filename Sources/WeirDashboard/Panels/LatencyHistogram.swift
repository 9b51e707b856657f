import WeirTrace

/// Bars over a logarithmic axis of time, with the deadline as a mark.
struct LatencyHistogram {
  private let counts: [Int]
  private let low: Double
  private let step: Double
  private let deadline: Duration?

  /// One bar a column, from a tenth of the median to the longest.
  init(_ histogram: DurationHistogram, columns: Int, deadline: Duration?) {
    let columns = max(columns, 1)
    let median = max(histogram.quantile(0.5)?.seconds ?? 0, 1e-6)
    let top = max(histogram.maximum?.seconds ?? 0, median * 2)
    let low = median / 20
    let step = LatencyHistogram.root(top / low, columns)
    var edges = [0.0]
    for _ in 0..<columns { edges.append(edges.count == 1 ? low * step : (edges.last ?? 0) * step) }
    counts = zip(edges, edges.dropFirst()).map {
      histogram.count(above: .seconds($0), upTo: .seconds($1))
    }
    self.low = low
    self.step = step
    self.deadline = deadline
  }

  /// The n-th root of a number above 1, by halving.
  private static func root(_ value: Double, _ count: Int) -> Double {
    var (below, above) = (1.0, max(value, 1))
    for _ in 0..<60 {
      let middle = (below + above) / 2
      var power = 1.0
      for _ in 0..<count where power <= value { power *= middle }
      if power > value { above = middle } else { below = middle }
    }
    return above
  }

  func draw(in frame: inout Frame, _ box: Box, axis: Box, _ look: Look) {
    let highest = max(counts.max() ?? 0, 1)
    for (column, count) in counts.enumerated() where count > 0 {
      let eighths = max(count * box.rows * 8 / highest, 1)
      for level in 0..<box.rows where eighths > level * 8 {
        let part = min(eighths - level * 8, 8)
        let style = look.graph(Double(column) / Double(max(counts.count - 1, 1)))
        frame[box.column + column, box.endRow - 1 - level] =
          Cell(LatencyHistogram.blocks[part - 1], style)
      }
    }
    drawAxis(in: &frame, axis, look)
    drawDeadline(in: &frame, box, axis, look)
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  private func drawAxis(in frame: inout Frame, _ axis: Box, _ look: Look) {
    var value = low
    for column in 0..<counts.count {
      value *= step
      guard column % 12 == 0, column + 6 <= counts.count else { continue }
      let text = TimeText.short(.seconds(value))
      frame.write(text, at: axis.column + column, axis.row, limit: 7, look.dim)
    }
  }

  private func drawDeadline(in frame: inout Frame, _ box: Box, _ axis: Box, _ look: Look) {
    guard let deadline = deadline?.seconds, deadline > low else { return }
    var value = low
    for column in 0..<counts.count {
      value *= step
      guard value >= deadline else { continue }
      for row in box.row..<box.endRow where frame[box.column + column, row].character == " " {
        frame[box.column + column, row] = Cell("┊", look.bad)
      }
      frame[axis.column + column, axis.row] = Cell("◆", look.bad)
      return
    }
  }
}
