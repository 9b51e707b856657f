/// What draws the inside of one panel from the dashboard's state.
protocol PanelDrawing {
  init(state: Dashboard)

  /// What stands at the right of the title, over at most this many columns.
  func summary(columns: Int) -> Line

  /// Draws into the room inside the border, which is never empty.
  func draw(in frame: inout Frame, _ box: Box)
}
