import WeirEvents

/// The mean of a number that changes in steps, such as the depth of a queue, weighted by how long it
/// had each value; over a life and those of predecessors.
struct LevelOverTime: Sendable {
  private let began: VirtualInstant
  private var level: Int
  private var changed: VirtualInstant
  /// The level, summed over each nanosecond up to the last change.
  private var area: Int128 = 0
  private var ended: VirtualInstant?
  /// How long those before it lived, in nanoseconds.
  private var earlierLives: Int128 = 0

  init(_ level: Int = 0, from began: VirtualInstant) {
    (self.level, self.began, changed) = (level, began, began)
  }

  /// Notes the level from now on. Constant time.
  @inline(__always)
  mutating func settle(at level: Int, now: VirtualInstant) {
    guard level != self.level else { return }
    area += Int128(self.level) * Int128(now.nanoseconds(since: changed))
    self.level = level
    changed = now
  }

  /// The mean up to an instant that is not before the last change.
  func mean(until now: VirtualInstant) -> Double {
    let span = earlierLives + Int128(now.nanoseconds(since: began))
    guard span > 0 else { return Double(level) }
    return Double(area(until: now)) / Double(span)
  }

  /// Notes the end of its life, unless that has been noted before.
  mutating func end(at now: VirtualInstant) {
    if ended == nil { ended = now }
  }

  /// Notes that its life has not ended after all.
  mutating func goOn() {
    ended = nil
  }

  /// Takes in the life of a predecessor; one that has not ended ends now.
  mutating func add(_ earlier: LevelOverTime, at now: VirtualInstant) {
    let end = earlier.ended.map { max($0, earlier.changed) } ?? now
    area += earlier.area(until: end)
    earlierLives += earlier.earlierLives + Int128(end.nanoseconds(since: earlier.began))
  }

  private func area(until now: VirtualInstant) -> Int128 {
    area + Int128(level) * Int128(now.nanoseconds(since: changed))
  }
}
