public import WeirEvents

/// The limit of a wait, and when it ends: its own limit, or that of a `Deadline` around it.
@usableFromInline
struct LimitedWait<C: Clock> where C.Duration == Duration {
  /// `nil` if there is no limit.
  @usableFromInline let deadline: C.Instant?
  /// The time to the deadline, measured from the beginning; negative if the deadline had passed
  /// before.
  @usableFromInline let limit: Duration
  /// Whether there is no time to wait, on a clock that advances while code runs.
  ///
  /// On such a clock, the timer would sometimes win against the work. Virtual time stands still
  /// while anything can run, so it can't happen there.
  @usableFromInline let isOverAtOnce: Bool

  @inlinable
  init(until own: C.Instant?, from now: C.Instant, on clock: C) {
    let outer = Deadline.instant(on: clock)
    let end = if let own, let outer { Swift.min(own, outer) } else { own ?? outer }
    let limit = end.map { now.saturatingDuration(to: $0) } ?? .forever
    self.limit = limit
    deadline = limit.isForever ? nil : end
    isOverAtOnce = limit <= .zero && C.Instant.self != VirtualInstant.self
  }

  @inlinable
  init(_ limit: Duration, on clock: C) {
    let now = clock.now
    self.init(until: now.end(ofLimit: limit), from: now, on: clock)
  }
}
