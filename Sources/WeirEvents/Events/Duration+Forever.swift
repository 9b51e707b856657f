extension Duration {
  /// The longest time that counts as a limit: 2⁶³ − 1 nanoseconds, which are 292 years.
  ///
  /// As a limit, anything this long means that there is none. It is also as far as virtual time
  /// goes, and the system's clocks stop the program when they are asked to sleep for much longer.
  package static let forever = Duration.nanoseconds(Int64.max)

  /// Whether a limit of this length is no limit.
  package var isForever: Bool { self >= .forever }

  /// The nearest duration between minus and plus 292 years, whose sums with another one never
  /// overflow.
  package var bounded: Duration { min(max(self, .nanoseconds(-Int64.max)), .forever) }

  /// The sum of two durations, each of which counts as at most 292 years.
  package func saturatingAdd(_ other: Duration) -> Duration { bounded + other.bounded }
}

extension InstantProtocol where Duration == Swift.Duration {
  /// The instant later by a duration, which counts as at most 292 years.
  package func saturatingAdvanced(by duration: Duration) -> Self { advanced(by: duration.bounded) }

  /// The duration from this instant to another one; at most 292 years, in either direction.
  ///
  /// Instants that are further apart are not subtracted: the difference may have no representation.
  package func saturatingDuration(to other: Self) -> Duration {
    if other >= advanced(by: .forever) { return .forever }
    if other <= advanced(by: .nanoseconds(-Int64.max)) { return .nanoseconds(-Int64.max) }
    return duration(to: other)
  }

  /// The instant at which a limit that begins now is over; nil if it is as good as none.
  package func end(ofLimit limit: Duration) -> Self? {
    limit.isForever ? nil : saturatingAdvanced(by: limit)
  }
}
