/// A finding that came up or went away.
public enum FindingChange: Hashable, Sendable {
  case raised(Finding)
  /// The finding no longer holds.
  case cleared(Finding)
}
