import WeirScreen

/// The line that is being typed: while it is open, all keys are for it.
enum Prompt: Sendable, Equatable {
  /// A command, carried out at Enter.
  case command(CommandPrompt)
  /// What the rows of a panel must be like to be shown, seen at once.
  case filter(Panel, LineEditor)
}
