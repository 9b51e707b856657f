import WeirAnalysis
import WeirScreen

/// The deadlines: how far the list of the armed ones is scrolled, and where its parts are.
struct TimeoutsPanel: ScrollingPanel {
  var scroll = 0

  func rowCount(in box: Box, _ scene: PanelScene) -> Int {
    scene.run.analysis.timeouts.openCount
  }

  /// How many rows of a box the armed deadlines have.
  func visibleRows(in box: Box, _ scene: PanelScene) -> Int {
    if TimeoutsPanel.isLarge(box) { return TimeoutsPanel.parts(of: box).armed.rows }
    return armedRows(in: max(box.rows - 1, 0), scene)
  }

  /// A row for each open deadline, the totals, and below them some of those that passed.
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? {
    let ledger = scene.run.analysis.timeouts
    guard ledger.counts.armed > 0 else { return 1...2 }
    let history = scene.run.history.timeoutHistory
    let armed = max(history.openPeak.value(at: scene.run.now), 1)
    return armed + 1...max(armed + lateRows(scene), TimeoutsPanel.listFrom) + 1
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    TimeoutsDrawing(panel: self, scene: scene)
  }
}

// MARK: Geometry

extension TimeoutsPanel {
  /// The fewest rows with some for the deadlines that passed.
  private static let listFrom = 6
  /// The smallest box with room for tables and a graph.
  private static let largeFrom = Size(columns: 76, rows: 14)

  static func isLarge(_ box: Box) -> Bool {
    box.rows >= largeFrom.rows && box.columns >= largeFrom.columns
  }

  /// The rows of the deadlines that passed, with their heading.
  private func lateRows(_ scene: PanelScene) -> Int {
    max(scene.run.history.timeoutHistory.late.count + 1, 2)
  }

  /// How many rows of a list the armed deadlines have; those that passed have at most half.
  func armedRows(in rows: Int, _ scene: PanelScene) -> Int {
    rows >= TimeoutsPanel.listFrom ? rows - min(lateRows(scene), rows / 2) : rows
  }

  /// The armed deadlines at the left, those that passed at the right; below them the totals and the
  /// wasted work over time.
  static func parts(of box: Box) -> (armed: Box, late: Box, table: Box, graph: Box) {
    let (upper, lower) = box.splitTop(box.rows * 3 / 5)
    let (left, right) = upper.splitLeft(upper.columns / 2)
    let (table, graph) = lower.splitTop(min(5, lower.rows / 2))
    return (left.inset(right: 1, bottom: 1), right.inset(left: 1, bottom: 1), table, graph)
  }
}
