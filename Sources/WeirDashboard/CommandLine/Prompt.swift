import WeirScreen

/// The line being typed; while it is open, it takes all keys.
enum Prompt: Sendable, Equatable {
  /// A command, run on Enter.
  case command(CommandPrompt)
  /// The filter of a panel's rows, applied while it is typed.
  case filter(Panel, LineEditor)
}
