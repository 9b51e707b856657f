import WeirScreen
import WeirAnalysis
import WeirEvents

/// The queues, pools and batches over time, and how long tasks waited for them.
///
/// A click on its graphs only gives it the focus, as in every panel without a `click` of its own.
struct DepthPanel: PanelFeature {
  /// How long tasks waited at each gauge; empty unless the panel fills the screen.
  private(set) var waits: [WaitPicture] = []
  private var age = 0.0

  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene) {
    age += max(seconds ?? 0, 0)
    guard seconds == nil || age >= WaitPicture.interval else { return }
    age = 0
    waits = scene.isExpanded && scene.isFocused ? WaitPicture.all(of: scene.run.history) : []
  }

  mutating func runBegan(isSeekingBack: Bool) { waits = [] }

  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? {
    let count = scene.run.history.gauges.used.count
    return count * 5 + 1...count * 9 + 2
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    DepthDrawing(panel: self, scene: scene)
  }
}

/// The queues, pools and batches of the run over time, one graph below another.
struct DepthDrawing: PanelDrawing {
  let panel: DepthPanel
  let scene: PanelScene
  private var gauges: [Gauge] { scene.run.history.gauges.gauges }

  /// The name of the gauge if only one has room, how often tasks were blocked, and how much time
  /// the graphs show.
  func summary(in box: Box) -> Line {
    let shown = scene.run.history.gauges.shown(DepthDrawing.count(box.rows))
    var figures = FigureList()
    if box.rows < DepthDrawing.headedRows, let gauge = shown.first {
      let now = NumberText.count(Int(gauge.history.depth)).leftPadded(to: 2)
      figures.add(gauge.name(in: scene.run.analysis), now)
    }
    let used = scene.run.history.gauges.used
    if shown.count < used.count {
      figures.add("more", "\(used.count - shown.count)", .accent)
    }
    if scene.run.start.level.hasWaits, let gauge = shown.first(where: \.canBlock),
      box.rows < DepthDrawing.headedRows || shown.count > 1
    {
      let share = scene.run.history.gauges.blockedShare
      figures.add(
        "blocked", NumberText.percent(share).leftPadded(to: 4),
        share > GaugeView.visibleShare && gauge.canBlock ? .warning : nil)
    }
    let columns = GaugeGraph.columns(in: box.columns)
    let span = scene.spanText(scene.graphScale(columns: columns), columns: columns)
    var line = figures.line(max(box.columns - span.count - 14, 0))
    line.add(line.width > 0 ? "  \(span)" : span, .dim)
    return line
  }

  /// The fewest rows with a row of figures above each graph.
  private static let headedRows = 6
  /// The fewest rows of a gauge.
  private static let fewestRows = 5

  /// How many gauges have room: a graph needs five rows.
  private static func count(_ rows: Int) -> Int { max((rows - 1) / fewestRows, 1) }

  /// The rows of each gauge: one that was never above zero takes few, and the others share the
  /// rest.
  private static func heights(of gauges: [Gauge], in rows: Int) -> [Int] {
    let busy = gauges.count { $0.history.highest > 0 }
    let least = busy > 0 && gauges.count > 1 ? min(fewestRows, rows / gauges.count) : 0
    let sharing = busy > 0 ? busy : gauges.count
    var left = rows - least * (gauges.count - sharing)
    var shares = sharing
    return gauges.map { gauge in
      if busy > 0, gauge.history.highest == 0 { return least }
      let height = left / max(shares, 1)
      (left, shares) = (left - height, shares - 1)
      return height
    }
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (area, axis) = box.splitTop(box.rows >= 3 ? box.rows - 1 : box.rows)
    let shown = scene.run.history.gauges.shown(DepthDrawing.count(box.rows))
    var rest = area
    for (gauge, rows) in zip(shown, DepthDrawing.heights(of: shown, in: area.rows)) {
      let (place, below) = rest.splitTop(rows)
      rest = below
      GaugeView(gauge: gauge, scene: scene, waits: panel.waits, isNamed: gauges.count > 1)
        .draw(in: &frame, place)
    }
    guard axis.rows > 0 else { return }
    let columns = GaugeGraph.columns(in: axis.columns)
    let text = scene.axisText(scene.graphScale(columns: columns), columns: columns)
    frame.write(text, at: axis.endColumn - columns, axis.row, limit: columns, .dim)
  }
}
