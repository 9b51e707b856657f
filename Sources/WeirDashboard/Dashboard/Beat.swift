/// When text on the screen is due again: ten times a second while a run moves, since nobody can
/// read digits that change faster.
///
/// It knows time only from the frames, so that equal inputs make equal frames.
struct Beat: Sendable {
  /// The time between two beats, in seconds.
  private static let interval = 0.1

  /// Changes whenever the whole screen is due.
  private(set) var number = 0
  /// The seconds since the last beat.
  private var age = 0.0

  /// Makes everything due before the next beat, since something has happened that shows at once.
  mutating func skipAhead() {
    number += 1
    age = Beat.interval
  }

  /// Counts a frame. Returns the seconds since the last beat if everything is due with this frame,
  /// `nil` if not.
  ///
  /// - Parameter isMoving: Whether the run moves; otherwise each frame is a beat.
  mutating func passFrame(after seconds: Double, isMoving: Bool) -> Double? {
    age += max(seconds, 0)
    // A frame that is a little early counts: the next one would be much too late.
    guard !isMoving || age + seconds / 2 >= Beat.interval else { return nil }
    defer { age = 0 }
    number += 1
    return age
  }
}
