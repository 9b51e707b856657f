import WeirAnalysis
import WeirEvents
import WeirScreen

/// How long work took, in a picture that is updated seldom, as reading a histogram is slow.
struct LatencyPanel: PanelFeature {
  /// The latest picture of the latencies.
  private(set) var picture: LatencyPicture?
  /// How long tasks waited at each gauge; empty unless the panel fills the screen.
  private(set) var waits: [WaitPicture] = []
  /// The age of the picture in seconds of wall time.
  private var age = 0.0

  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene) {
    let columns = box.map { LatencyPanel.graphColumns(in: $0) } ?? 0
    age += max(seconds ?? 0, 0)
    // The first picture after a seek is not delayed: without one, nothing seems to have completed.
    let isDue = seconds != nil && age >= WaitPicture.interval
    if isDue || picture?.columns != columns { refresh(columns: columns, scene) }
  }

  /// Takes a new picture if the latencies or the columns have changed.
  private mutating func refresh(columns: Int, _ scene: PanelScene) {
    age = 0
    waits = scene.isExpanded && scene.isFocused ? WaitPicture.all(of: scene.run.history) : []
    let histogram = scene.run.analysis.metrics.latency
    guard histogram.count != picture?.count ?? 0 || columns != picture?.columns else { return }
    picture = LatencyPicture(histogram, columns: columns)
  }

  mutating func runBegan(isSeekingBack: Bool) {
    picture = nil
    waits = []
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    LatencyDrawing(panel: self, scene: scene)
  }
}

// MARK: Geometry

extension LatencyPanel {
  /// The fewest rows with room for tables next to the histogram or below it.
  private static let largeFrom = 20

  /// The fewest columns with room for tables next to the histogram, and their columns.
  private static let (wideFrom, tableColumns) = (150, 68)

  static func isLarge(_ box: Box) -> Bool { box.rows >= largeFrom }

  /// How many columns the histogram has in a box.
  static func graphColumns(in box: Box) -> Int {
    LatencyGraph.columns(in: parts(of: box).graph.columns)
  }

  /// The tables are next to the histogram on a wide screen, otherwise below it; a small box has
  /// none.
  static func parts(of box: Box) -> (graph: Box, tables: Box) {
    guard isLarge(box) else { return (box, box.inset(top: box.rows)) }
    if box.columns >= wideFrom {
      let (graph, tables) = box.splitLeft(box.columns - tableColumns)
      return (graph, tables.inset(left: 3))
    }
    let (graph, tables) = box.splitTop(max(box.rows - 16, box.rows / 2))
    return (graph, tables)
  }
}
