import WeirEvents

/// The time-weighted mean of a number that changes in steps, such as the depth of a queue, over its
/// own life and those of its predecessors.
struct LevelOverTime: Sendable {
  private let began: VirtualInstant
  private var level: Int
  private var changed: VirtualInstant
  /// The integral of the level over time up to the last change, in nanoseconds.
  private var area: Int128 = 0
  private var ended: VirtualInstant?
  /// The summed lifetimes of its predecessors, in nanoseconds.
  private var earlierLives: Int128 = 0

  init(_ level: Int = 0, from began: VirtualInstant) {
    (self.level, self.began, changed) = (level, began, began)
  }

  /// Sets the level from now on, in constant time.
  @inline(__always)
  mutating func settle(at level: Int, now: VirtualInstant) {
    guard level != self.level else { return }
    area += Int128(self.level) * Int128(now.nanoseconds(since: changed))
    self.level = level
    changed = now
  }

  /// The mean up to an instant, which must not be before the last change.
  func mean(until now: VirtualInstant) -> Double {
    let span = earlierLives + Int128(now.nanoseconds(since: began))
    guard span > 0 else { return Double(level) }
    return Double(area(until: now)) / Double(span)
  }

  /// Ends its life, unless it has ended already.
  mutating func end(at now: VirtualInstant) {
    if ended == nil { ended = now }
  }

  /// Undoes an end: its life continues.
  mutating func reopen() {
    ended = nil
  }

  /// Adds the life of a predecessor; one that has not ended ends now.
  mutating func add(_ earlier: LevelOverTime, at now: VirtualInstant) {
    let end = earlier.ended.map { max($0, earlier.changed) } ?? now
    area += earlier.area(until: end)
    earlierLives += earlier.earlierLives + Int128(end.nanoseconds(since: earlier.began))
  }

  private func area(until now: VirtualInstant) -> Int128 {
    area + Int128(level) * Int128(now.nanoseconds(since: changed))
  }
}
