/// A finding that was raised or cleared.
public enum FindingChange: Hashable, Sendable {
  /// The finding holds from now on.
  case raised(Finding)
  /// The finding no longer holds.
  case cleared(Finding)
}
