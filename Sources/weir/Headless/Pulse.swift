/// A repeating interval of wall time.
struct Pulse {
  private let interval: Duration
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant

  init(every interval: Duration) {
    self.interval = interval
    last = clock.now
  }

  /// Whether the interval has passed since this was last true.
  var isDue: Bool {
    mutating get {
      let now = clock.now
      guard last.duration(to: now) >= interval else { return false }
      last = now
      return true
    }
  }
}
