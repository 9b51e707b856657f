import WeirEvents

/// The highest level of the last five to ten seconds of a run, so that what follows it grows at
/// once and shrinks only when it has been lower for a while.
///
/// It depends on the run alone, not on how often it is looked at. Constant time and size.
struct RecentPeak: Sendable {
  /// The length of the stretches of time whose highest levels are known.
  private static let stretch = Int64(5_000_000_000)

  private var level = 0
  /// The number of the present stretch, the highest level in it, and that in the one before.
  private var number = Int64.min
  private var present = 0
  private var former = 0

  /// Notes a level from an instant on, which is not before the last one.
  mutating func note(_ level: Int, at instant: VirtualInstant) {
    advance(to: instant)
    self.level = level
    present = max(present, level)
  }

  /// The highest level at an instant, which is not before the last note.
  func value(at instant: VirtualInstant) -> Int {
    var later = self
    later.advance(to: instant)
    return max(later.former, later.present)
  }

  private mutating func advance(to instant: VirtualInstant) {
    let next = instant.nanoseconds / RecentPeak.stretch
    guard next > number else { return }
    former = next == number &+ 1 ? present : level
    (number, present) = (next, level)
  }
}
