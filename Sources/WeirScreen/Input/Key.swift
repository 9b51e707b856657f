/// A key as the user knows it.
public enum Key: Sendable, Hashable {
  /// A typed character, with Shift already applied.
  case character(Character)
  /// Control with a letter, in lower case.
  case control(Character)
  case enter, escape, tab, shiftTab, backspace, delete
  case up, down, left, right, shiftLeft, shiftRight, shiftUp, shiftDown
  case home, end, pageUp, pageDown
  /// A function key; F1 is 1.
  case function(Int)
}
