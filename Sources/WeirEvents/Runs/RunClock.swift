/// What the instants of a run are.
public enum RunClock: String, Hashable, Sendable, CaseIterable {
  /// Nanoseconds of a run that can be repeated.
  case virtual
  /// Nanoseconds since the recording began, by a clock that only goes forward.
  case real
}
