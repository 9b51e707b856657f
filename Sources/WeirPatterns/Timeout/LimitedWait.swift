import WeirEvents

/// How long something may still be waited for, and until when: its own limit, or that of a
/// `Deadline` around it.
struct LimitedWait<C: Clock> where C.Duration == Duration {
  /// Nil where there is no limit.
  let deadline: C.Instant?
  /// How long that is from the begin on; negative where the time was up before.
  let limit: Duration
  /// Whether nothing may be waited for, on a clock that goes on while code runs.
  ///
  /// There, a timer would be ahead of the work now and then. Virtual time stands still while
  /// anything can run, and needs no such care.
  let isOverAtOnce: Bool

  init(until own: C.Instant?, from now: C.Instant, on clock: C) {
    let outer = Deadline.instant(on: clock)
    let end = if let own, let outer { Swift.min(own, outer) } else { own ?? outer }
    let limit = end.map { now.saturatingDuration(to: $0) } ?? .forever
    self.limit = limit
    deadline = limit.isForever ? nil : end
    isOverAtOnce = limit <= .zero && C.Instant.self != VirtualInstant.self
  }

  init(_ limit: Duration, on clock: C) {
    let now = clock.now
    self.init(until: now.end(ofLimit: limit), from: now, on: clock)
  }
}
