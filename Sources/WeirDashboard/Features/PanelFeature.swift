import WeirScreen

/// A panel: its own state, what keys and the mouse do in it, where its parts are, and how it looks.
///
/// Only the functions that take in something change the state; drawing can't. Where its parts are is
/// asked of the same values by drawing and by the mouse. The boxes are the room inside the border,
/// and nil while the panel has no place.
protocol PanelFeature: Sendable {
  /// Does what a key stands for in this panel; nil where it stands for nothing.
  mutating func perform(_ action: PanelAction, in box: Box?, _ scene: PanelScene) -> [Effect]?

  /// Takes in a click inside the border.
  mutating func click(_ point: Point, in box: Box, _ scene: PanelScene) -> [Effect]

  /// Takes in a click on the row of the title; nil where it is about the panel as a whole.
  mutating func click(_ click: TitleClick, _ scene: PanelScene) -> [Effect]?

  /// Takes in the wheel, which goes down where the direction is positive.
  mutating func wheel(
    _ direction: Int, at point: Point, in box: Box, _ scene: PanelScene
  ) -> [Effect]

  /// Brings up to date what is made of the run only now and then.
  ///
  /// - Parameter seconds: how much wall time has passed since a frame was due; nil after an input.
  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene)

  /// Shows only what passes, where the panel is a list with a filter.
  mutating func filter(by filter: Filter) -> [Effect]

  /// The filter of the list; nil where the panel has none.
  func filter(_ scene: PanelScene) -> Filter?

  /// Another run begins, or the same one again.
  ///
  /// - Parameter isWayBack: whether it does so only to come to an instant that has passed.
  mutating func runBegan(isWayBack: Bool)

  /// Goes back to how the panel is without having been touched.
  mutating func release()

  /// The rows that show everything, and the most from which the panel gains anything, borders not
  /// included; nil where that is not what it is laid out by.
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>?

  /// How the panel looks in a box of this size.
  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing
}

/// A click on the row of a panel's title.
struct TitleClick {
  /// How many columns behind the title it was.
  let offset: Int
  /// Whether it was on the summary at the right.
  let isOnSummary: Bool
  /// The room inside the panel's border.
  let box: Box
}

extension PanelFeature {
  mutating func perform(_ action: PanelAction, in box: Box?, _ scene: PanelScene) -> [Effect]? {
    nil
  }
  mutating func click(_ point: Point, in box: Box, _ scene: PanelScene) -> [Effect] { [] }
  mutating func click(_ click: TitleClick, _ scene: PanelScene) -> [Effect]? { nil }
  mutating func wheel(
    _ direction: Int, at point: Point, in box: Box, _ scene: PanelScene
  ) -> [Effect] { [] }
  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene) {}
  mutating func filter(by filter: Filter) -> [Effect] { [] }
  func filter(_ scene: PanelScene) -> Filter? { nil }
  mutating func runBegan(isWayBack: Bool) {}
  mutating func release() {}
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? { nil }
}
