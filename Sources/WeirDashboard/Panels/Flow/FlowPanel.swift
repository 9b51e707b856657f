import WeirScreen
import WeirAnalysis
import WeirEvents

/// The panel with the picture of the scenario; it has no state of its own.
struct FlowPanel: PanelFeature {
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? {
    FlowScene(scene).picture.neededRows
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing { FlowDrawing(scene) }
}

extension FlowScene {
  /// The scene of a panel's run.
  init(_ scene: PanelScene) {
    self.init(
      run: scene.run.history, knobs: scene.run.knobs, isPaused: scene.run.isHalted)
    (signs, edge) = (scene.signs, scene.edge)
    scale = { scene.graphScale(columns: $0) }
  }
}

/// The picture of the scenario, and in a large box below it graphs of how often things happen.
struct FlowDrawing: PanelDrawing {
  private let scene: FlowScene
  private let picture: any FlowPicture

  init(_ scene: PanelScene) {
    self.scene = FlowScene(scene)
    picture = self.scene.picture
  }

  func summary(in box: Box) -> Line { picture.summary }

  func draw(in frame: inout Frame, _ box: Box) {
    let strip = RateStrip(scene)
    let isLarge = box.rows >= FlowDrawing.largeRows && !picture.showsRates
    let rows = isLarge ? strip.rows(of: box.rows / 2) : 0
    let (upper, lower) = box.splitTop(box.rows - rows - (rows > 0 ? 1 : 0))
    picture.draw(in: &frame, upper)
    if rows > 0 { strip.draw(in: &frame, lower.inset(top: 1)) }
  }

  /// The fewest rows with room for graphs below the picture.
  private static let largeRows = 18
}
