/// The clock that a run's instants come from.
public enum RunClock: String, Hashable, Sendable, CaseIterable {
  /// Nanoseconds of virtual time, in a run that can be repeated.
  case virtual
  /// Nanoseconds since the recording began, by a monotonic clock.
  case real
}
