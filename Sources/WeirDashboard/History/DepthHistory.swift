import DequeModule
import WeirAnalysis
import WeirEvents

/// A number over time, and when it held up a task, at every zoom level at once.
///
/// Each level keeps the last 640 dots. A dot is twice as long as one of the level below, so that an
/// hour and a second take the same memory, and nothing is lost that a graph could show. Amortized
/// constant time per event.
struct DepthHistory: Sendable {
  /// The dots that are kept at each level: two for each column of the widest graph.
  static let capacity = 640

  /// The depth during one stretch of time.
  struct Dot: Sendable, Equatable {
    var maximum: UInt32
    var mean: Float
    /// In which share of the time a task was held up.
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
  /// The instant up to which the open dot of level 0 is filled.
  private var filledTo: Int64
  private var open = Filling()
  private var whole = Filling()

  /// Sums since some instant, in depth times nanoseconds and in nanoseconds.
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

  /// Starts at an instant, with nothing before it.
  init(since instant: VirtualInstant) {
    filledTo = instant.nanoseconds
  }

  /// Records the depth from now on, and whether a task is held up.
  mutating func record(_ depth: UInt32, isBlocked: Bool = false, at instant: VirtualInstant) {
    advance(to: instant)
    self.depth = depth
    self.isBlocked = isBlocked
    open.maximum = max(open.maximum, depth)
    whole.maximum = max(whole.maximum, depth)
  }

  /// Records occurrences, so that the mean over a time is their rate per second.
  mutating func count(_ number: Int, at instant: VirtualInstant) {
    advance(to: instant)
    open.area += Double(number) * 1e9
    whole.area += Double(number) * 1e9
  }

  /// Advances to an instant with the depth unchanged.
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

  /// A dot of the present depth.
  private var present: Dot {
    Dot(maximum: depth, mean: Float(depth), blocked: isBlocked ? 1 : 0)
  }

  /// Adds equal dots to a level, and joins them to dots of the levels above.
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
  /// How many dots are kept, of all scales.
  var dotCount: Int { levels.reduce(0) { $0 + $1.dots.count } }

  /// The highest depth so far.
  var highest: Int { Int(whole.maximum) }

  /// The mean over the whole time.
  var mean: Double { whole.length > 0 ? whole.area / Double(whole.length) : Double(depth) }

  /// In which share of the whole time a task was held up, from 0 to 1.
  var blockedShare: Double {
    whole.length > 0 ? Double(whole.blocked) / Double(whole.length) : 0
  }

  /// The last dots of a scale, the newest last; that one is still open. There may be fewer than
  /// `count`.
  func dots(_ count: Int, at scale: TimeScale) -> [Dot] {
    let closed = levels[scale.level].dots.suffix(max(count - 1, 0))
    return closed + [newest(at: scale.level)]
  }

  /// The last full dots, of which there may be fewer than `count`. In an open one a single event
  /// would look like a very high rate.
  func closedDots(_ count: Int, at scale: TimeScale) -> [Dot] {
    Array(levels[scale.level].dots.suffix(max(count, 0)))
  }

  /// The open dot of a level: the halves of the levels below, and the open dot of level 0.
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
