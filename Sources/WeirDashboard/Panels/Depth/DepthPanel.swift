import WeirScreen

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
