/// A use of the mouse, with its position counted from 0 at the top left.
public enum Mouse: Sendable, Hashable {
  /// The left button was pressed.
  case clicked(Point)
  /// The mouse was moved to another cell while the left button was held.
  case dragged(Point)
  /// The left button was released.
  case released(Point)
  /// The wheel was turned up by one step.
  case wheeledUp(Point)
  /// The wheel was turned down by one step.
  case wheeledDown(Point)
}
