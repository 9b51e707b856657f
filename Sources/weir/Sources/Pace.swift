import WeirEvents

/// How far virtual time may have gone at a moment of wall time.
///
/// Wall time is counted from the start of the program. A run that falls behind goes on from where it is: it does not try
/// to make up for time in which it was too slow, stopped, or stalled.
struct Pace {
  private(set) var speed: Double
  private(set) var isPaused: Bool
  private var wall: Duration
  private var instant: VirtualInstant

  /// More than this behind, a run has lost the time.
  private static let patience = Duration.milliseconds(100)
  /// At most this much wall time is made good in one go.
  private static let slice = Duration.milliseconds(50)

  init(speed: Double, isPaused: Bool) {
    self.speed = speed
    self.isPaused = isPaused
    wall = .zero
    instant = .zero
  }

  /// How far a run that stands at `present` is to go now.
  mutating func target(at wall: Duration, present: VirtualInstant) -> VirtualInstant {
    guard !isPaused else { return present }
    let behind = due(at: wall).nanoseconds - present.nanoseconds
    if Double(behind) > Double(Pace.patience.nanoseconds) * speed { anchor(at: wall, present) }
    let reach = present.advanced(by: virtual(Pace.slice))
    return max(present, rounded(min(due(at: wall), reach)))
  }

  /// Whole milliseconds, or microseconds where time goes slowly, so that the instants of inputs are easy to write.
  private func rounded(_ instant: VirtualInstant) -> VirtualInstant {
    let grain: Int64 = speed >= 0.1 ? 1_000_000 : 1_000
    return VirtualInstant(nanoseconds: instant.nanoseconds / grain * grain)
  }

  mutating func pause() {
    isPaused = true
  }

  mutating func resume(at wall: Duration, present: VirtualInstant) {
    isPaused = false
    anchor(at: wall, present)
  }

  mutating func setSpeed(_ speed: Double, at wall: Duration, present: VirtualInstant) {
    self.speed = speed
    anchor(at: wall, present)
  }

  /// Counts from here on.
  mutating func anchor(at wall: Duration, _ present: VirtualInstant) {
    self.wall = wall
    instant = present
  }

  private func due(at wall: Duration) -> VirtualInstant {
    instant.advanced(by: virtual(wall - self.wall))
  }

  private func virtual(_ wall: Duration) -> Duration {
    .nanoseconds(Int64(min(Double(wall.nanoseconds) * speed, 9e18)))
  }
}
