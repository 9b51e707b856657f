public import WeirScreen

import CNcurses
import Foundation

/// How many colours printed text may have, as opposed to the screen.
public enum OutputColors {
  /// The colours of standard output: none if it is not a terminal, or if the user wants none.
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
