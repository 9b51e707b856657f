/// How many colours a terminal can show.
public enum ColorDepth: Sendable, Hashable, CaseIterable {
  /// Attributes only; also if `NO_COLOR` is set.
  case none
  /// The 8 colours of ANSI.
  case eight
  /// The 8 colours of ANSI, and their bright forms.
  case sixteen
  /// The 256 colours of xterm.
  case indexed
  /// All 24-bit colours.
  case direct

  /// Whether there are too few colours for two backgrounds that differ slightly.
  var isPoor: Bool { self == .none || self == .eight || self == .sixteen }
}
