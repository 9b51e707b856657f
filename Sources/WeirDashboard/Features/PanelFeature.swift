import WeirScreen

/// A panel: its own state, what keys and the mouse do in it, where its parts are, and how it looks.
///
/// Only the functions that handle an input change the state; drawing can't. Drawing and the mouse
/// use the same functions to find where parts of the panel are. A box is the room inside the
/// border, and `nil` while the panel has no place.
protocol PanelFeature: Sendable {
  /// Performs an action in this panel; `nil` if it means nothing here.
  mutating func perform(_ action: PanelAction, in box: Box?, _ scene: PanelScene) -> [Effect]?

  /// Handles a click inside the border.
  mutating func click(_ point: Point, in box: Box, _ scene: PanelScene) -> [Effect]

  /// Handles a click on the title row; `nil` if it is about the panel as a whole.
  mutating func click(_ click: TitleClick, _ scene: PanelScene) -> [Effect]?

  /// Handles a turn of the wheel; a positive direction is down.
  mutating func wheel(
    _ direction: Int, at point: Point, in box: Box, _ scene: PanelScene
  ) -> [Effect]

  /// Updates what is derived from the run only now and then.
  ///
  /// - Parameter seconds: How much wall time has passed since the last frame; `nil` after an input.
  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene)

  /// Shows only what passes the filter, if the panel is a list that has one.
  mutating func filter(by filter: Filter) -> [Effect]

  /// The filter of the list; `nil` if the panel has none.
  func filter(_ scene: PanelScene) -> Filter?

  /// Handles the start of a run, which may be the same one again.
  ///
  /// - Parameter isSeekingBack: Whether the run restarted only to seek to a past instant.
  mutating func runBegan(isSeekingBack: Bool)

  /// Resets what the user chose and scrolled.
  mutating func release()

  /// The rows that show everything, and the most rows that the panel can make use of, borders not
  /// included; `nil` if the layout doesn't depend on it.
  ///
  /// They shrink only some seconds of the run's own time after what the panel shows has become
  /// less, so that panels stay where they are while tasks and findings come and go.
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>?

  /// How the panel looks in a box of this size.
  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing
}

/// A click on a panel's title row.
struct TitleClick {
  /// How many columns after the title it was.
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
  mutating func runBegan(isSeekingBack: Bool) {}
  mutating func release() {}
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? { nil }
}

/// Draws one panel.
protocol PanelDrawing {
  /// The text beside the title, for a panel with this room inside its border: the names of views to
  /// choose from.
  func tabs(in box: Box) -> Line

  /// The text at the right of the title row, for a panel with this room inside its border.
  func summary(in box: Box) -> Line

  /// Draws into the room inside the border, which is never empty.
  func draw(in frame: inout Frame, _ box: Box)
}

extension PanelDrawing {
  func tabs(in box: Box) -> Line { Line() }
}
