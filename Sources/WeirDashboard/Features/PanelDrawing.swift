import WeirScreen

/// Draws one panel.
protocol PanelDrawing {
  /// The text beside the title: the names of views to choose from.
  var tabs: Line { get }

  /// The text at the right of the title row, for a panel with this room inside its border.
  func summary(in box: Box) -> Line

  /// Draws into the room inside the border, which is never empty.
  func draw(in frame: inout Frame, _ box: Box)
}

extension PanelDrawing {
  var tabs: Line { Line() }
}
