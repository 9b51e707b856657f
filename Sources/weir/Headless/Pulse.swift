/// Says when some wall time has passed again.
struct Pulse {
  private let interval: Duration
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant

  init(every interval: Duration) {
    self.interval = interval
    last = clock.now
  }

  /// Whether the time has passed since it last had.
  var isDue: Bool {
    mutating get {
      let now = clock.now
      guard last.duration(to: now) >= interval else { return false }
      last = now
      return true
    }
  }
}
