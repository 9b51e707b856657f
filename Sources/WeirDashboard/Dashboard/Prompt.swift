import WeirScreen

/// A line that is being typed, and what it is for: while it is there, all keys are for it.
struct Prompt: Sendable, Equatable {
  var purpose: Purpose
  var line: LineEditor

  enum Purpose: Sendable, Hashable {
    /// What the events must contain to be shown, seen at once.
    case filter
    /// A command, carried out at Enter.
    case command(CommandEntry)
    /// What tasks must be like to be shown.
    case filterTasks
  }
}
