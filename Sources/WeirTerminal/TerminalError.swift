/// Why there is no screen to draw on.
public enum TerminalError: Error, Hashable, CustomStringConvertible {
  /// Standard output is not a terminal.
  case outputIsNoTerminal
  /// `TERM` is not set.
  case typeUnset
  /// `TERM` names a type without a description.
  case typeUnknown(String)
  /// The terminal cannot position its cursor, so nothing can be drawn.
  case typeTooSimple(String)
  /// No terminal descriptions are installed.
  case noTerminfo
  /// There is no terminal to read keys from.
  case noKeyboard
  /// The system refused something that every terminal grants; the number is its `errno`.
  case refused(String, Int32)

  /// Two sentences: what is wrong, what to do.
  public var description: String {
    switch self {
    case .outputIsNoTerminal:
      """
      Standard output is not a terminal. Run weir in a terminal, or use `weir simulate` or \
      `weir report` in scripts and pipes.
      """
    case .typeUnset:
      "TERM is not set. Set it to the terminal's type, for example TERM=xterm-256color."
    case .typeUnknown(let name):
      """
      The terminal type '\(name)' is unknown here. Set TERM to a known one, for example \
      TERM=xterm-256color, or install the package ncurses-term.
      """
    case .typeTooSimple(let name):
      """
      The terminal type '\(name)' cannot place the cursor. Set TERM to what the terminal really \
      is, for example TERM=xterm-256color, or use `weir simulate`.
      """
    case .noTerminfo:
      "There are no terminal descriptions on this machine. Install the package ncurses-base."
    case .noKeyboard:
      """
      There is no terminal to read keys from. Run weir in a terminal, with its keyboard as \
      standard input or as controlling terminal.
      """
    case .refused(let request, let code):
      "The system refused to \(request) (error \(code)). Try again in another terminal."
    }
  }
}
