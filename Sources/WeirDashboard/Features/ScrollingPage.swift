import WeirScreen

/// A page over the panels whose text is scrolled with keys and the wheel.
protocol ScrollingPage: OverlayFeature {
  /// How many rows are above the first one that is shown.
  var scroll: Int { get set }

  /// How far the page can be scrolled.
  func scrollLimit(_ scene: OverlayScene) -> Int
}

extension ScrollingPage {
  /// Scrolls by a number of rows, within the text.
  mutating func scroll(by rows: Int, _ scene: OverlayScene) {
    scroll = scroll.scrolled(by: rows, upTo: scrollLimit(scene))
  }

  mutating func use(_ mouse: Mouse, _ scene: OverlayScene) -> [Effect] {
    switch mouse {
    case .wheeledUp: scroll(by: -wheelRows, scene)
    case .wheeledDown: scroll(by: wheelRows, scene)
    case .clicked: break
    }
    return []
  }
}
