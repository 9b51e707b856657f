/// What a click on a place of the screen's edges does.
enum Touch: Sendable, Hashable {
  /// What a key would do.
  case action(KeyAction)
  /// Opens the line for commands, with this in it.
  case command(String)
}
