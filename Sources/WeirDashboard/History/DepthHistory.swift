import DequeModule
import WeirAnalysis
import WeirEvents

/// A number over time, and when it held somebody up, at every zoom at once.
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
    /// In how much of the time somebody was held up.
    var blocked: Float = 0
  }

  fileprivate struct Level: Sendable {
    var dots: Deque<Dot> = []
    /// The first half of the next dot of the level above.
    var half: Dot?
  }

  private var levels = Array(repeating: Level(), count: TimeScale.levels)
  private(set) var depth: UInt32 = 0
  private(set) var isBlocked = false
  /// How far the open dot of level 0 is filled, and with what.
  private var filledTo: Int64
  private var open = Filling()
  private var whole = Filling()

  /// What has come together since some instant, in depth times nanoseconds, and in nanoseconds.
  private struct Filling: Sendable {
    var area = 0.0
    var blocked: Int64 = 0
    var length: Int64 = 0
    var maximum: UInt32 = 0

    mutating func add(_ depth: UInt32, _ isBlocked: Bool, for length: Int64) {
      area += Double(depth) * Double(length)
      if isBlocked { blocked += length }
      self.length += length
    }
  }

  /// Begins at an instant, with nothing before it.
  init(since instant: VirtualInstant) {
    filledTo = instant.nanoseconds
  }

  /// Takes down that the depth is another one from now on, and whether somebody is held up.
  mutating func record(_ depth: UInt32, isBlocked: Bool = false, at instant: VirtualInstant) {
    advance(to: instant)
    self.depth = depth
    self.isBlocked = isBlocked
    open.maximum = max(open.maximum, depth)
    whole.maximum = max(whole.maximum, depth)
  }

  /// Takes down something without a length, so that the mean over a time is how often it came in a second.
  mutating func count(_ number: Int, at instant: VirtualInstant) {
    advance(to: instant)
    open.area += Double(number) * 1e9
    whole.area += Double(number) * 1e9
  }

  /// Goes on to an instant with the depth unchanged.
  mutating func advance(to instant: VirtualInstant) {
    let now = instant.nanoseconds
    guard now > filledTo else { return }
    whole.add(depth, isBlocked, for: now - filledTo)
    let left = TimeScale.dot - filledTo % TimeScale.dot
    let end = filledTo > Int64.max - left ? Int64.max : filledTo + left
    guard now >= end else {
      fill(to: now)
      return
    }
    fill(to: end)
    append(dot(of: open, length: TimeScale.dot), 1, level: 0)
    open = Filling(maximum: depth)
    let count = (now - end) / TimeScale.dot
    append(present, Int(count), level: 0)
    filledTo = end + count * TimeScale.dot
    fill(to: now)
  }

  private mutating func fill(to instant: Int64) {
    open.add(depth, isBlocked, for: instant - filledTo)
    filledTo = instant
  }

  private func dot(of filling: Filling, length: Int64) -> Dot {
    Dot(
      maximum: filling.maximum, mean: Float(filling.area / Double(length)),
      blocked: Float(filling.blocked) / Float(length))
  }

  /// Things as they stand.
  private var present: Dot {
    Dot(maximum: depth, mean: Float(depth), blocked: isBlocked ? 1 : 0)
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
  /// The most that there ever was.
  var highest: Int { Int(whole.maximum) }

  /// The mean over the whole time.
  var mean: Double { whole.length > 0 ? whole.area / Double(whole.length) : Double(depth) }

  /// In how much of the whole time somebody was held up, from 0 to 1.
  var blockedShare: Double {
    whole.length > 0 ? Double(whole.blocked) / Double(whole.length) : 0
  }

  /// The last dots of a scale, the newest last; the newest is what there is of it yet. There may be fewer than asked for.
  func dots(_ count: Int, at scale: TimeScale) -> [Dot] {
    let closed = levels[scale.level].dots.suffix(max(count - 1, 0))
    return closed + [newest(at: scale.level)]
  }

  /// The last dots that are full, as many as there are: in what has begun a single event would look like very many.
  func closedDots(_ count: Int, at scale: TimeScale) -> [Dot] {
    Array(levels[scale.level].dots.suffix(max(count, 0)))
  }

  /// The dot of a level that is not full yet: the halves of the levels below, and what is open.
  private func newest(at level: Int) -> Dot {
    var sum = open
    for (index, part) in levels[..<level].enumerated() {
      guard let half = part.half else { continue }
      let length = TimeScale.dot << Int64(index)
      sum.area += Double(half.mean) * Double(length)
      sum.blocked += Int64(Double(half.blocked) * Double(length))
      sum.length += length
      sum.maximum = max(sum.maximum, half.maximum)
    }
    return sum.length > 0 ? dot(of: sum, length: sum.length) : present
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
    DepthHistory.Dot(
      maximum: max(maximum, other.maximum), mean: (mean + other.mean) / 2,
      blocked: (blocked + other.blocked) / 2)
  }
}
