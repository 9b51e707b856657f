import WeirTrace

/// One gauge over time as a filled graph, with its scale at the left and its limit as a line.
struct GaugeGraph {
  let gauge: Gauge
  let state: Dashboard
  let look: Look
  /// Whether the name stands in it, because there are others.
  let isNamed: Bool

  private var capacity: Int? { gauge.capacity(in: state.run.analysis) }

  /// Whether what is counted has come up against its limit.
  private var isFull: Bool { capacity.map { Int(gauge.history.depth) >= $0 } ?? false }

  func draw(in frame: inout Frame, _ area: Box) {
    let graph = area.inset(left: GaugeGraph.scaleColumns)
    let dots = gauge.history.dots(graph.columns * 2, at: state.depthScale)
    let top = top(dots)
    drawScale(top, in: &frame, area)
    drawLimit(top, in: &frame, graph)
    draw(dots, top: top, in: &frame, graph)
    guard isNamed else { return }
    let name = gauge.name(in: state.run.analysis) + " "
    frame.write(name, at: graph.column, graph.row, limit: graph.columns, look.dim)
  }

  static let scaleColumns = 5

  /// The number at the upper edge: the limit, unless what is to be seen stays far below it or goes beyond.
  private func top(_ dots: [DepthHistory.Dot]) -> Int {
    let seen = Int(dots.map(\.maximum).max() ?? 0)
    if let capacity, seen * 4 >= capacity {
      return seen > capacity ? GaugeGraph.round(seen) : max(capacity, 1)
    }
    return GaugeGraph.round(max(seen, 4))
  }

  /// The next number of the form 1, 2, 4, 5 or 8 times a power of ten.
  private static func round(_ value: Int) -> Int {
    var power = 1
    while power < Int.max / 100 {
      for digit in [1, 2, 4, 5, 8] where digit * power >= value { return digit * power }
      power *= 10
    }
    return value
  }

  private func drawScale(_ top: Int, in frame: inout Frame, _ area: Box) {
    let style = isFull ? look.warning : capacity == top ? look.text : look.dim
    let label = NumberText.count(top).leftPadded(to: 4)
    frame.write(label, at: area.column, area.row, limit: 4, style)
    if area.rows >= 5 {
      let middle = NumberText.count(top / 2).leftPadded(to: 4)
      frame.write(middle, at: area.column, area.row + area.rows / 2, limit: 4, look.dim)
    }
    if area.rows >= 2 {
      frame.write("   0", at: area.column, area.endRow - 1, limit: 4, look.dim)
    }
  }

  private func drawLimit(_ top: Int, in frame: inout Frame, _ graph: Box) {
    guard let capacity, capacity <= top, !graph.isEmpty else { return }
    let row = graph.row + (top - capacity) * graph.rows / max(top, 1)
    let line = String(repeating: "┈", count: graph.columns)
    let style = isFull ? look.warning : look.text
    frame.write(line, at: graph.column, min(row, graph.endRow - 1), limit: graph.columns, style)
  }

  private func draw(
    _ dots: [DepthHistory.Dot], top: Int, in frame: inout Frame, _ box: Box
  ) {
    let missing = max(box.columns * 2 - dots.count, 0)
    let values = Array(repeating: 0.0, count: missing) + dots.map { Double($0.mean) }
    let area = BrailleArea(values, maximum: Double(top), rows: box.rows)
    for level in 0..<box.rows {
      let style = look.graph((Double(level) + 0.5) / Double(box.rows))
      for column in 0..<box.columns {
        guard let character = area.character(column: column, level: level) else { continue }
        frame[box.column + column, box.endRow - 1 - level] = Cell(character, style)
      }
    }
  }
}
