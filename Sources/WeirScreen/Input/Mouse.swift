/// What a person did with the mouse, and where: counted from 0 at the top left.
public enum Mouse: Sendable, Hashable {
  case clicked(Point)
  case wheeledUp(Point)
  case wheeledDown(Point)
}
