public import WeirScreen

import CNcurses
import Foundation

/// How many colours a text may have that is printed, and not drawn on the screen.
public enum OutputColors {
  /// The colours of standard output: none where it is no terminal, or where none are wanted.
  public static func depthOfStandardOutput() -> ColorDepth {
    let environment = ProcessInfo.processInfo.environment
    guard isatty(STDOUT_FILENO) == 1,
      let terminal = try? TerminalDescription(
        environment: environment, output: STDOUT_FILENO, mouse: false)
    else { return .none }
    if terminal.colors.isDirect, !terminal.colors.isUnwanted { return .direct }
    return terminal.colors.depth(colors: Int(tigetnum("colors")))
  }
}
