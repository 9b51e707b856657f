import DequeModule
import WeirTrace

/// The depth of one queue over time, at every zoom at once.
///
/// Each level keeps the last 640 dots, each of which is twice as long as a dot of the level below: an hour and a second
/// take the same room, and nothing is lost that the picture could show. Constant time an event, on average.
struct DepthHistory: Sendable {
  /// The dots that are kept at each level: two for each column of the widest graph.
  static let capacity = 640

  /// The depth during one stretch of time.
  struct Dot: Sendable, Equatable {
    var maximum: UInt32
    var mean: Float
  }

  fileprivate struct Level: Sendable {
    var dots: Deque<Dot> = []
    /// The first half of the next dot of the level above.
    var half: Dot?
  }

  private var levels = Array(repeating: Level(), count: TimeScale.levels)
  private(set) var depth: UInt32 = 0
  /// How far the open dot of level 0 is filled, and with what.
  private var filledTo: Int64
  private var area = 0.0
  private var maximum: UInt32 = 0

  /// Begins at an instant, with nothing before it.
  init(since instant: VirtualInstant) {
    filledTo = instant.nanoseconds
  }

  /// Takes down that the depth is another one from now on.
  mutating func record(_ depth: UInt32, at instant: VirtualInstant) {
    advance(to: instant)
    self.depth = depth
    maximum = max(maximum, depth)
  }

  /// Goes on to an instant with the depth unchanged.
  mutating func advance(to instant: VirtualInstant) {
    let now = instant.nanoseconds
    guard now > filledTo else { return }
    let end = (filledTo / TimeScale.dot + 1) * TimeScale.dot
    guard now >= end else {
      fill(to: now)
      return
    }
    fill(to: end)
    append(Dot(maximum: maximum, mean: Float(area / Double(TimeScale.dot))), 1, level: 0)
    (area, maximum) = (0, depth)
    let whole = (now - end) / TimeScale.dot
    append(Dot(maximum: depth, mean: Float(depth)), Int(whole), level: 0)
    filledTo = end + whole * TimeScale.dot
    fill(to: now)
  }

  private mutating func fill(to instant: Int64) {
    area += Double(depth) * Double(instant - filledTo)
    filledTo = instant
  }

  /// Adds equal dots to a level, and what they come to to the levels above.
  private mutating func append(_ dot: Dot, _ count: Int, level: Int) {
    guard count > 0, level < levels.count else { return }
    levels[level].push(dot, min(count, DepthHistory.capacity))
    var left = count
    if let half = levels[level].half.take() {
      append(half.joined(with: dot), 1, level: level + 1)
      left -= 1
    }
    append(dot, left / 2, level: level + 1)
    if left % 2 == 1 { levels[level].half = dot }
  }
}

extension DepthHistory {
  /// The last dots of a scale, the newest last; the newest is the depth as it stands. There may be fewer than asked for.
  func dots(_ count: Int, at scale: TimeScale) -> [Dot] {
    let closed = levels[scale.level].dots.suffix(max(count - 1, 0))
    return closed + [Dot(maximum: depth, mean: Float(depth))]
  }
}

extension DepthHistory.Level {
  mutating func push(_ dot: DepthHistory.Dot, _ count: Int) {
    for _ in 0..<count { dots.append(dot) }
    if dots.count > DepthHistory.capacity { dots.removeFirst(dots.count - DepthHistory.capacity) }
  }
}

extension DepthHistory.Dot {
  fileprivate func joined(with other: DepthHistory.Dot) -> DepthHistory.Dot {
    DepthHistory.Dot(maximum: max(maximum, other.maximum), mean: (mean + other.mean) / 2)
  }
}
