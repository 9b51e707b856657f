import Testing
import WeirAnalysis
import WeirEvents
import WeirScreen

@testable import WeirDashboard

/// Panels see a run and their own state, and nothing of the dashboard.
@Suite struct TwoRunsTests {
  /// A run, and the panels that show it.
  private struct Side {
    var run: ShownRun
    var panels = PanelSet(Settings())

    init(until seconds: Double, producers: Int) {
      run = ShownRun(
        RunStart(Sample.specification), of: Sample.description, from: .simulation,
        thresholds: .init())
      _ = run.fold(SampleRun.batch(until: seconds, producers: producers))
    }

    var scene: PanelScene { PanelScene(run: run, axes: TimeAxes(), signs: .braille) }

    mutating func draw(_ panel: Panel, in frame: inout Frame, _ box: Box) {
      _ = panels.handle(.updated(after: 1), in: panel, box, scene)
      panels[panel].drawing(in: box, scene).draw(in: &frame, box)
    }
  }

  @Test(arguments: Panel.allCases)
  func `two runs side by side are drawn as if each were alone`(panel: Panel) {
    var left = Side(until: 5, producers: 4)
    var right = Side(until: 9, producers: 12)
    let half = Size(columns: 60, rows: 20)
    var both = Frame(size: Size(columns: 2 * half.columns, rows: half.rows))
    let (leftBox, rightBox) = Box(both.size).splitLeft(half.columns)
    left.draw(panel, in: &both, leftBox)
    right.draw(panel, in: &both, rightBox)
    for (side, offset) in [(left, 0), (right, half.columns)] {
      var side = side
      var alone = Frame(size: half)
      side.draw(panel, in: &alone, Box(half))
      for row in 0..<half.rows {
        for column in 0..<half.columns {
          #expect(both[column + offset, row] == alone[column, row], "\(column), \(row)")
        }
      }
    }
  }
}
