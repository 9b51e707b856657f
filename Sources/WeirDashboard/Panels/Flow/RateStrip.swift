import WeirAnalysis
import WeirEvents
import WeirScreen

/// How often things passed from one part of a pattern to the next, a small graph over time for each
/// kind.
struct RateStrip {
  private let scene: FlowScene
  private let kinds: [FlowKind]

  /// - Parameter kinds: the kinds to show; those that never happened are left out.
  init(_ scene: FlowScene, _ kinds: [FlowKind] = FlowKind.allCases) {
    self.scene = scene
    self.kinds = kinds.filter { scene.run.rates.history(of: $0) != nil }
  }

  /// How many rows it makes use of, up to `limit`.
  func rows(of limit: Int) -> Int {
    let count = kinds.count
    guard count > 0 else { return 0 }
    return min(limit, count * RateStrip.greatestRows + 1)
  }

  private static let greatestRows = 6
  /// What stands at the left of a graph: a word, a blank, a rate, and two blanks.
  private static let captionColumns = wordColumns + rateColumns + 3
  private static let wordColumns = 11
  private static let rateColumns = 8
  /// The dots in one column of a graph.
  private static let dots = 2

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, axis) = box.splitTop(box.rows - (box.rows >= 3 ? 1 : 0))
    let shown = kinds.prefix(max(body.rows, 0))
    let columns = max(box.columns - RateStrip.captionColumns, 0)
    let scale = scene.scale(columns)
    var rest = body
    for (index, kind) in shown.enumerated() {
      let (row, below) = rest.splitTop(rest.rows / (shown.count - index))
      rest = below
      draw(kind, scale, in: &frame, row)
    }
    guard !axis.isEmpty else { return }
    let text = TimeAxis.text(
      columns: columns, scale, edge: scene.edge, until: scene.now, scene.run.clock)
    frame.write(text, at: axis.endColumn - columns, axis.row, limit: columns, .dim)
  }

  private func draw(_ kind: FlowKind, _ scale: TimeScale, in frame: inout Frame, _ box: Box) {
    guard let history = scene.run.rates.history(of: kind), !box.isEmpty else { return }
    let (caption, graph) = box.splitLeft(RateStrip.captionColumns)
    let wanted = graph.columns * RateStrip.dots + RateStrip.window
    let rates = RateStrip.smoothed(history.closedDots(wanted, at: scale)).suffix(
      graph.columns * RateStrip.dots)
    let top = ValueAxis(reaching: rates.max() ?? 0, rows: 1).top
    drawCaption(kind, top, in: &frame, caption)
    let area = GraphArea(
      rates, missing: max(graph.columns * RateStrip.dots - rates.count, 0), maximum: top,
      rows: graph.rows,
      scene.signs)
    for column in 0..<graph.columns where area.isKnown(column) {
      let highest = area.topRow(of: column)
      for row in 0...(highest ?? 0) {
        guard let sign = area.sign(column: column, row: row) else { continue }
        let style = highest == nil ? .border : style(of: kind, row, of: graph.rows)
        frame[graph.column + column, graph.endRow - 1 - row] = Cell(sign, style)
      }
    }
    scene.run.gaps.draw(until: scene.now, at: scale, in: &frame, graph)
  }

  /// Each dot as the average of the last few, as single events make no rate; before the start of a
  /// run they count as 0.
  private static func smoothed(_ dots: [DepthHistory.Dot]) -> [Double] {
    var sum = 0.0
    return dots.indices.map { index in
      sum += Double(dots[index].mean)
      if index >= window { sum -= Double(dots[index - window].mean) }
      return max(sum, 0) / Double(window)
    }
  }

  /// How many dots an average is taken over.
  private static let window = 12

  private func style(of kind: FlowKind, _ row: Int, of rows: Int) -> Style {
    kind.isBad ? .bad : .graph((Double(row) + 0.5) / Double(max(rows, 1)))
  }

  /// At the left of the last row the kind and its present rate, in the first row the graph's top.
  private func drawCaption(_ kind: FlowKind, _ top: Double, in frame: inout Frame, _ box: Box) {
    let row = box.endRow - 1
    frame.write(
      kind.words, at: box.column, row, limit: RateStrip.wordColumns, kind.isBad ? .text : .dim)
    let rate = NumberText.rate(scene.perSecond(scene.run.rates.rate(of: kind)))
    frame.write(
      "\(rate)/s".leftPadded(to: RateStrip.rateColumns), at: box.column + RateStrip.wordColumns + 1,
      row, limit: RateStrip.rateColumns, .text)
    guard box.rows >= 2 else { return }
    let text = "\(top == top.rounded() ? NumberText.count(Int(top)) : NumberText.rate(top))/s"
    let columns = RateStrip.captionColumns - 2
    frame.write(text.leftPadded(to: columns), at: box.column, box.row, limit: columns, .dim)
  }
}
