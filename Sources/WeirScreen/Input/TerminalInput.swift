/// Something that came from the terminal.
public enum TerminalInput: Sendable, Hashable {
  /// A key was pressed.
  case keyPressed(Key)
  /// The mouse was clicked or dragged, or its wheel turned.
  case mouseUsed(Mouse)
  /// Text was pasted: it was not typed and contains no keys.
  case textPasted(String)
  /// The size of the terminal has changed.
  case resized(Size)
  /// A signal asks the program to end; the number is that of the signal.
  case endRequested(signal: Int32)
  /// The program was stopped and continues: everything must be drawn again.
  case resumed
}
