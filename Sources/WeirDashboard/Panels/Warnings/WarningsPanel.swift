import WeirAnalysis
import WeirScreen

/// The findings of the lints: how far they are scrolled.
struct WarningsPanel: ScrollingPanel {
  var scroll = 0

  func rowCount(in box: Box, _ scene: PanelScene) -> Int {
    WarningRows(run: scene.run).rows(in: box).count
  }

  /// How many rows the findings take with their evidence and what to try, up to a limit.
  static func evidenceRows(of run: ShownRun, _ columns: Int, atMost limit: Int) -> Int {
    let texts = FindingRows(run: run.history)
    var count = 0
    for finding in run.analysis.foldedFindings {
      guard count < limit else { break }
      count += texts.short(finding, columns).count
    }
    return min(count, limit)
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    WarningsDrawing(panel: self, run: scene.run, in: box)
  }
}
