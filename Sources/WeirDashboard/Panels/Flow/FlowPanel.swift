import WeirScreen

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
    signs = scene.signs
    scale = { scene.graphScale(columns: $0) }
  }
}
