import WeirEvents
import WeirScreen

/// A panel whose rows can be scrolled with keys and the wheel, from the top.
protocol ScrollingPanel: PanelFeature {
  /// How many rows are above the first one that is shown.
  var scroll: Int { get set }

  /// How many rows there would be with room for all.
  func rowCount(in box: Box, _ scene: PanelScene) -> Int

  /// How many of them there is room for.
  func visibleRows(in box: Box, _ scene: PanelScene) -> Int
}

/// How many rows one step of the wheel scrolls.
let wheelRows = 3

extension ScrollingPanel {
  func visibleRows(in box: Box, _ scene: PanelScene) -> Int { box.rows }

  /// Scrolls by a number of rows, within the list.
  mutating func scroll(by rows: Int, in box: Box, _ scene: PanelScene) {
    let limit = max(rowCount(in: box, scene) - visibleRows(in: box, scene), 0)
    scroll = scroll.scrolled(by: rows, upTo: limit)
  }

  mutating func perform(_ action: PanelAction, in box: Box?, _ scene: PanelScene) -> [Effect]? {
    guard case .move(let move) = action else { return nil }
    guard move != .enter else { return [.expand] }
    guard let box else { return [] }
    scroll(by: move.rows(pageOf: box.rows - 1), in: box, scene)
    return []
  }

  mutating func wheel(
    _ direction: Int, at point: Point, in box: Box, _ scene: PanelScene
  ) -> [Effect] {
    scroll(by: direction * wheelRows, in: box, scene)
    return []
  }

  mutating func runBegan(isSeekingBack: Bool) {
    if !isSeekingBack { scroll = 0 }
  }

  mutating func release() { scroll = 0 }
}

extension Int {
  /// A scroll position moved by a number of rows, from 0 to a limit. One beyond the limit, since
  /// there are fewer rows now, moves from the limit.
  func scrolled(by rows: Int, upTo limit: Int) -> Int {
    (Swift.min(self, limit) + rows).clamped(to: 0...limit)
  }
}

extension MoveAction {
  /// How many rows it moves down; for the ends of a list, more than any list has.
  func rows(pageOf rows: Int) -> Int {
    switch self {
    case .up: -1
    case .down: 1
    case .pageUp: -max(rows, 1)
    case .pageDown: max(rows, 1)
    case .first: -MoveAction.farthest
    case .last: MoveAction.farthest
    case .enter: 0
    }
  }

  /// More rows than any list has.
  static let farthest = 1_000_000
}

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
    case .clicked, .dragged, .released: break
    }
    return []
  }
}
