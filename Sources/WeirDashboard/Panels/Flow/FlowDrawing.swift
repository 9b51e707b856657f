import WeirAnalysis
import WeirEvents
import WeirScreen

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
