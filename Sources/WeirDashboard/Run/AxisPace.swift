/// The speed that time axes go by: the one that is asked for, or, where the program can't keep up,
/// the one it reaches.
///
/// It follows the reached speed in steps: a new one counts once it differs by more than half, so
/// that axes don't change with every frame.
struct AxisPace: Sendable, Equatable {
  /// In multiples of wall time.
  private(set) var speed = 1.0
  private var asked = 1.0
  /// Whether the speed is below what is asked for.
  private var isShort: Bool { speed < asked }

  /// Another speed is asked for. Where even a lower one was out of reach, asking for more changes
  /// nothing.
  mutating func ask(for speed: Double) {
    if !isShort || speed < self.speed { self.speed = speed }
    asked = speed
  }

  /// Notes how fast it goes. What is close to what was asked for is what was asked for: frames are
  /// not even.
  mutating func note(reached: Double) {
    guard reached.isFinite, reached > 0 else { return }
    let reached = reached >= asked * 0.7 ? asked : reached
    if reached == asked || reached < speed / 1.5 || reached > speed * 1.5 { speed = reached }
  }
}
