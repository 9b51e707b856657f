import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A gauge with everything that has room: a row of figures, the graph, and when tasks were blocked.
struct GaugeView {
  let gauge: Gauge
  let scene: PanelScene
  /// How long tasks waited at the gauges; empty if that is not shown.
  var waits: [WaitPicture] = []
  let isNamed: Bool
  /// The number at the upper edge, if the graph shares its axis with another one.
  var top: Double?

  func draw(in frame: inout Frame, _ box: Box) {
    let (heading, rest) = box.splitTop(box.rows >= GaugeView.headedRows ? 1 : 0)
    let hasStrip = recordsBlocked && box.rows >= 6 && GaugeGraph.hasWords(box.columns)
    let (graph, strip) = rest.splitTop(rest.rows - (hasStrip ? 1 : 0))
    if !heading.isEmpty {
      frame.write(title(heading.columns), at: heading.column, heading.row, limit: heading.columns)
    }
    GaugeGraph(gauge: gauge, scene: scene, isNamed: isNamed && heading.isEmpty, top: top)
      .draw(in: &frame, graph)
    if !strip.isEmpty { drawStrip(in: &frame, strip) }
  }

  /// Whether the run records when tasks are blocked.
  private var recordsBlocked: Bool { gauge.canBlock && scene.run.start.level.hasWaits }

  /// The fewest rows with a row of figures above the graph.
  private static let headedRows = 5
  /// The share that reads as more than none: percentages have no decimals.
  static let visibleShare = 0.005

  /// The name at the left, and as many figures as fit at the right.
  private func title(_ columns: Int) -> Line {
    var line = Line(gauge.name(in: scene.run.analysis), .strong)
    if !gauge.unit.isEmpty { line.add(" \(gauge.unit)", .dim) }
    let figures = figures.line(max(columns - line.width - 2, 0))
    line.pad(to: columns - figures.width, .dim)
    line.add(figures)
    return line
  }

  /// The figures that are shown, the most important ones first.
  var figures: FigureList {
    var figures = FigureList()
    let history = gauge.history
    figures.add("now", NumberText.count(Int(history.depth)).leftPadded(to: 4))
    figures.add("mean", NumberText.rate(history.mean).leftPadded(to: 4))
    figures.add("max", NumberText.count(history.highest).leftPadded(to: 4))
    if recordsBlocked {
      let share = history.blockedShare
      figures.add(
        "blocked", NumberText.percent(share).leftPadded(to: 4),
        share > GaugeView.visibleShare ? .warning : nil)
    }
    if let waits = waits.first(where: { $0.subject == gauge.subject }) {
      figures.add("wait p50", TimeText.short(waits.p50).leftPadded(to: 6))
      figures.add("p99", TimeText.short(waits.p99).leftPadded(to: 6))
    }
    return figures
  }

  /// Draws the share of time in which tasks were blocked, over the same time as the graph.
  private func drawStrip(in frame: inout Frame, _ box: Box) {
    let columns = GaugeGraph.columns(in: box.columns)
    let (caption, strip) = box.splitLeft(box.columns - columns)
    let share = gauge.history.blockedShare
    frame.write(
      "blocked", at: caption.endColumn - 8, caption.row, limit: 7,
      share > GaugeView.visibleShare ? .text : .dim)
    let dots = gauge.history.dots(columns * 2, at: scene.graphScale(columns: columns))
    let area = GraphArea(
      dots.lazy.map { Double($0.blocked) }, missing: max(columns * 2 - dots.count, 0), maximum: 1,
      rows: 1, scene.signs)
    for column in 0..<columns where area.isKnown(column) {
      guard let sign = area.sign(column: column, row: 0) else { continue }
      let style: Style = area.topRow(of: column) == nil ? .border : .warning
      frame[strip.column + column, strip.row] = Cell(sign, style)
    }
    scene.drawGaps(scene.graphScale(columns: columns), in: &frame, strip)
  }
}
