/// A typed line in two parts: its first word, and the rest.
///
/// `set consumers 6`, `:set consumers=6` and `consumers=6` are all understood: a word ends at a
/// blank or at `=`.
struct CommandText: Sendable, Hashable {
  var name: Substring
  /// The rest, without blanks at its ends.
  var argument: Substring
  /// Whether anything follows the name, even just a blank.
  var hasArgument: Bool

  init(_ text: some StringProtocol) {
    let line = Substring(text).drop { $0 == " " || $0 == ":" }
    name = line.prefix { $0 != " " && $0 != "=" }
    let rest = line[name.endIndex...]
    hasArgument = !rest.isEmpty
    argument = rest.drop { $0 == " " || $0 == "=" }
    while argument.last == " " { argument.removeLast() }
  }
}
