import WeirAnalysis
import WeirEvents
import WeirScreen

/// How often things went from one part of a pattern to the next, over time: a small graph for each kind of thing.
struct RateStrip {
  private let scene: FlowScene
  private let kinds: [FlowKind]

  /// - Parameter kinds: those that may be shown; those that never happened are not.
  init(_ scene: FlowScene, _ kinds: [FlowKind] = FlowKind.allCases) {
    self.scene = scene
    self.kinds = kinds.filter { scene.run.rates.history(of: $0) != nil }
  }

  /// How many rows it is good for, of those that there are.
  func rows(of limit: Int) -> Int {
    let count = kinds.count
    guard count > 0 else { return 0 }
    return min(limit, count * RateStrip.greatestRows + 1)
  }

  private static let greatestRows = 6
  private static let wordColumns = 22

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, axis) = box.splitTop(box.rows - (box.rows >= 3 ? 1 : 0))
    let shown = kinds.prefix(max(body.rows, 0))
    let columns = max(box.columns - RateStrip.wordColumns, 0)
    let scale = scene.scale(columns)
    var rest = body
    for (index, kind) in shown.enumerated() {
      let (row, below) = rest.splitTop(rest.rows / (shown.count - index))
      rest = below
      draw(kind, scale, in: &frame, row)
    }
    guard !axis.isEmpty else { return }
    let text = TimeAxis.text(columns: columns, scale)
    frame.write(text, at: axis.endColumn - columns, axis.row, limit: columns, .dim)
  }

  private func draw(_ kind: FlowKind, _ scale: TimeScale, in frame: inout Frame, _ box: Box) {
    guard let history = scene.run.rates.history(of: kind), !box.isEmpty else { return }
    let (words, graph) = box.splitLeft(RateStrip.wordColumns)
    let wanted = graph.columns * 2 + RateStrip.window
    let rates = RateStrip.smoothed(history.closedDots(wanted, at: scale)).suffix(graph.columns * 2)
    let top = ValueAxis(reaching: rates.max() ?? 0, rows: 1).top
    drawWords(kind, top, in: &frame, words)
    let area = GraphArea(
      rates, missing: max(graph.columns * 2 - rates.count, 0), maximum: top, rows: graph.rows,
      scene.signs)
    for column in 0..<graph.columns where area.isKnown(column) {
      let highest = area.topRow(of: column)
      for row in 0...(highest ?? 0) {
        guard let sign = area.sign(column: column, row: row) else { continue }
        let style = highest == nil ? .border : style(of: kind, row, of: graph.rows)
        frame[graph.column + column, graph.endRow - 1 - row] = Cell(sign, style)
      }
    }
  }

  /// Each dot as the mean of the last few: single events are no rate. Before the start of a run nothing happened.
  private static func smoothed(_ dots: [DepthHistory.Dot]) -> [Double] {
    var sum = 0.0
    return dots.indices.map { index in
      sum += Double(dots[index].mean)
      if index >= window { sum -= Double(dots[index - window].mean) }
      return max(sum, 0) / Double(window)
    }
  }

  private static let window = 12

  private func style(of kind: FlowKind, _ row: Int, of rows: Int) -> Style {
    kind.isBad ? .bad : .graph((Double(row) + 0.5) / Double(max(rows, 1)))
  }

  /// What it is and how often it is now at the left of the last row, the upper end of the graph in the first.
  private func drawWords(_ kind: FlowKind, _ top: Double, in frame: inout Frame, _ box: Box) {
    let row = box.endRow - 1
    frame.write(kind.words, at: box.column, row, limit: 11, kind.isBad ? .text : .dim)
    let rate = NumberText.rate(scene.perSecond(scene.run.rates.rate(of: kind)))
    frame.write("\(rate)/s".leftPadded(to: 8), at: box.column + 12, row, limit: 8, .text)
    guard box.rows >= 2 else { return }
    let text = "\(top == top.rounded() ? NumberText.count(Int(top)) : NumberText.rate(top))/s"
    frame.write(text.leftPadded(to: 20), at: box.column, box.row, limit: 20, .dim)
  }
}
