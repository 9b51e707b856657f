extension Duration {
  /// The longest time that counts as a limit: 2⁶³ − 1 nanoseconds, or 292 years.
  ///
  /// As a limit, anything this long means no limit. It is also the range of virtual time, and the
  /// system's clocks trap when asked to sleep for much longer.
  @inlinable
  package static var forever: Duration { .nanoseconds(Int64.max) }

  /// Whether a limit of this length means no limit.
  @inlinable
  package var isForever: Bool { self >= .forever }

  /// This duration clamped to ±292 years, so that a sum of two never overflows.
  @inlinable
  package var bounded: Duration { min(max(self, .nanoseconds(-Int64.max)), .forever) }

  /// The sum of two durations, each clamped to ±292 years.
  @inlinable
  package func saturatingAdd(_ other: Duration) -> Duration { bounded + other.bounded }
}

extension InstantProtocol where Duration == Swift.Duration {
  /// The instant later by a duration, which is clamped to ±292 years.
  @inlinable
  package func saturatingAdvanced(by duration: Duration) -> Self { advanced(by: duration.bounded) }

  /// The duration from this instant to another one; at most 292 years, in either direction.
  ///
  /// Instants that are further apart are not subtracted: the difference may have no representation.
  @inlinable
  package func saturatingDuration(to other: Self) -> Duration {
    if other >= advanced(by: .forever) { return .forever }
    if other <= advanced(by: .nanoseconds(-Int64.max)) { return .nanoseconds(-Int64.max) }
    return duration(to: other)
  }

  /// The instant at which a limit that begins now is over; `nil` if it means no limit.
  @inlinable
  package func end(ofLimit limit: Duration) -> Self? {
    limit.isForever ? nil : saturatingAdvanced(by: limit)
  }
}
