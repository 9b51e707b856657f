import WeirAnalysis
import WeirEvents
import WeirScreen

/// How long work took: the picture that was last taken of it, since reading a histogram is slow.
struct LatencyPanel: PanelFeature {
  /// The latencies as they were last looked at.
  private(set) var picture: LatencyPicture?
  /// How long was waited at each gauge, where the panel has the whole screen.
  private(set) var waits: [WaitPicture] = []
  /// How many seconds of wall time ago that was.
  private var age = 0.0

  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene) {
    let columns = box.map { LatencyPanel.graphColumns(in: $0) } ?? 0
    guard let seconds else {
      if picture?.columns != columns { look(columns: columns, scene) }
      return
    }
    age += max(seconds, 0)
    if age >= WaitPicture.interval { look(columns: columns, scene) }
  }

  /// Takes a new picture, where there are others than in the last one.
  private mutating func look(columns: Int, _ scene: PanelScene) {
    age = 0
    if scene.isExpanded, scene.isFocused { waits = WaitPicture.all(of: scene.run.history) }
    let histogram = scene.run.analysis.metrics.latency
    guard histogram.count != picture?.count ?? 0 || columns != picture?.columns else { return }
    picture = LatencyPicture(histogram, columns: columns)
  }

  mutating func runBegan(isWayBack: Bool) {
    picture = nil
    waits = []
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    LatencyDrawing(panel: self, scene: scene)
  }
}

// MARK: Geometry

extension LatencyPanel {
  /// From this many rows on there is room for tables beside the histogram, or below it.
  private static let largeFrom = 20

  static func isLarge(_ box: Box) -> Bool { box.rows >= largeFrom }

  /// How many columns the histogram has in a box.
  static func graphColumns(in box: Box) -> Int {
    LatencyGraph.columns(in: parts(of: box).graph.columns)
  }

  /// On a wide screen the tables stand beside the histogram, else below it; in a small box there
  /// are none.
  static func parts(of box: Box) -> (graph: Box, tables: Box) {
    guard isLarge(box) else { return (box, box.inset(top: box.rows)) }
    if box.columns >= 150 {
      let (graph, tables) = box.splitLeft(box.columns - 68)
      return (graph, tables.inset(left: 3))
    }
    let (graph, tables) = box.splitTop(max(box.rows - 16, box.rows / 2))
    return (graph, tables)
  }
}
