/// What comes from the terminal.
public enum TerminalInput: Sendable, Hashable {
  case keyPressed(Key)
  case mouseUsed(Mouse)
  /// Text came from the clipboard at once: it was not typed, and is no keys.
  case textPasted(String)
  /// The terminal has another size.
  case resized(Size)
  /// A signal asks the program to end; the number is the signal's.
  case endRequested(signal: Int32)
  /// The program was stopped and goes on: all must be drawn again.
  case resumed
}
