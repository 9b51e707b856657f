/// The speed that time axes depend on: the one that was set, or the one that is reached if the
/// program can't keep up.
///
/// It follows the reached speed in steps: a new one counts once it differs by more than half, so
/// that axes don't change with every frame.
struct AxisPace: Sendable, Equatable {
  /// This share of the speed that was set counts as reached.
  private static let closeShare = 0.7
  /// By which factor the reached speed has to differ to count as another one.
  private static let step = 1.5

  /// In multiples of wall time.
  private(set) var speed = 1.0
  private var asked = 1.0
  /// Whether the speed is below the one that was set.
  private var isShort: Bool { speed < asked }

  /// Notes that a speed was set. If even a lower one was out of reach, a higher one changes
  /// nothing.
  mutating func request(_ speed: Double) {
    if !isShort || speed < self.speed { self.speed = speed }
    asked = speed
  }

  /// Notes the speed that is reached. One close to what was set counts as that, since frames are
  /// uneven.
  mutating func note(reached: Double) {
    guard reached.isFinite, reached > 0 else { return }
    let reached = reached >= asked * AxisPace.closeShare ? asked : reached
    let isFar = reached < speed / AxisPace.step || reached > speed * AxisPace.step
    if reached == asked || isFar { speed = reached }
  }
}
