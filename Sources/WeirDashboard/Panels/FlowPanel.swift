import WeirAnalysis
import WeirEvents
import WeirScreen

/// The picture of the scenario: whatever patterns it has, and what flows through them; in a large room also how often,
/// over time.
struct FlowPanel: PanelDrawing {
  private let scene: FlowScene
  private let picture: any FlowPicture

  init(state: Dashboard) {
    var scene = FlowScene(
      run: state.run, knobs: state.knobs, isPaused: state.isPaused || state.source.ending != nil)
    scene.signs = state.graphSigns
    scene.scale = { state.depthScale(columns: $0) }
    self.scene = scene
    picture = scene.picture
  }

  /// The rows in which everything is to be seen, and the most from which the picture gains
  /// anything.
  var neededRows: ClosedRange<Int> { picture.neededRows }

  func summary(in box: Box) -> Line { picture.summary }

  func draw(in frame: inout Frame, _ box: Box) {
    let strip = RateStrip(scene)
    let isLarge = box.rows >= FlowPanel.largeRows && !picture.showsRates
    let rows = isLarge ? strip.rows(of: box.rows / 2) : 0
    let (upper, lower) = box.splitTop(box.rows - rows - (rows > 0 ? 1 : 0))
    picture.draw(in: &frame, upper)
    if rows > 0 { strip.draw(in: &frame, lower.inset(top: 1)) }
  }

  /// From so many rows on there is room for graphs below the picture.
  private static let largeRows = 18
}
