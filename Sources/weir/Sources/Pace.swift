import WeirEvents

/// The relation of virtual time to wall time.
///
/// Wall time is counted from the start of the program. A run that falls behind continues from where
/// it is: it does not try to make up for time in which it was too slow, stopped or stalled.
struct Pace {
  private(set) var speed: Double
  private(set) var isPaused: Bool
  private var wall: Duration
  private var instant: VirtualInstant

  /// The wall time by which a run may be behind; more than that is lost.
  private static let maximumLag = Duration.milliseconds(100)
  /// The maximum wall time that is made up at once.
  private static let slice = Duration.milliseconds(50)

  init(speed: Double, isPaused: Bool) {
    self.speed = speed
    self.isPaused = isPaused
    wall = .zero
    instant = .zero
  }

  /// Returns how far a run at `present` should go now.
  mutating func target(at wall: Duration, present: VirtualInstant) -> VirtualInstant {
    guard !isPaused else { return present }
    let behind = due(at: wall).nanoseconds - present.nanoseconds
    if Double(behind) > Double(Pace.maximumLag.nanoseconds) * speed { anchor(at: wall, present) }
    let reach = present.advanced(by: virtual(Pace.slice))
    return max(present, rounded(min(due(at: wall), reach)))
  }

  /// Rounds to whole milliseconds, or microseconds at low speeds, so that the instants of inputs
  /// are easy to write.
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

  /// Counts from here.
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
