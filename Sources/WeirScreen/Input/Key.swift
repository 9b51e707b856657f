/// A key as a person knows it.
public enum Key: Sendable, Hashable {
  /// A character that was typed, with Shift already in it.
  case character(Character)
  /// Control and a letter, in lower case.
  case control(Character)
  case enter, escape, tab, shiftTab, backspace, delete
  case up, down, left, right, shiftLeft, shiftRight, shiftUp, shiftDown
  case home, end, pageUp, pageDown
  /// F1 is 1.
  case function(Int)
}
