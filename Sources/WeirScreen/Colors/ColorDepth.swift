/// How many colours a terminal can show.
public enum ColorDepth: Sendable, Hashable, CaseIterable {
  /// Attributes only, also where `NO_COLOR` is set.
  case none
  case eight
  case sixteen
  /// The 256 colours of xterm.
  case indexed
  /// Every colour of 24 bits.
  case direct

  /// Whether there are too few colours for two backgrounds that differ a little.
  var isPoor: Bool { self == .none || self == .eight || self == .sixteen }
}
