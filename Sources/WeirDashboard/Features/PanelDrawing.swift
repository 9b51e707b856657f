import WeirScreen

/// What draws one panel.
protocol PanelDrawing {
  /// What stands beside the title: names of views to choose from.
  var tabs: Line { get }

  /// What stands at the right of the title of a panel that has this room inside its border.
  func summary(in box: Box) -> Line

  /// Draws into the room inside the border, which is never empty.
  func draw(in frame: inout Frame, _ box: Box)
}

extension PanelDrawing {
  var tabs: Line { Line() }
}
