/// What a click in the header or the footer does.
enum Touch: Sendable, Hashable {
  /// The same as a key.
  case action(KeyAction)
  /// Opens the command line with this text in it.
  case command(String)
}
