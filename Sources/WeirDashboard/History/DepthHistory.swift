import WeirAnalysis
import WeirEvents

/// A number over time, and when it held up a task, at every zoom level at once.
///
/// The last 640 dots of each level are known. A dot is twice as long as one of the level below, so
/// that an hour and a second take the same memory, and nothing is lost that a graph could show.
/// A level keeps only what can't be joined from the dots that the level below keeps. Amortized
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

  private var levels = DotLevels()
  private(set) var depth: UInt32 = 0
  private(set) var isBlocked = false
  /// The instant up to which the open dot of level 0 is filled.
  private var filledTo: Int64
  /// The instant at which it ends.
  private var end: Int64
  /// Of the open dot of level 0.
  private var open = Filling<Double>(area: 0)
  /// Of the whole time. A sum of integers is exact, however the time is divided into batches.
  private var whole = Filling<Int128>(area: 0)

  /// Sums since some instant, in depth times nanoseconds and in nanoseconds.
  private struct Filling<Area: Sendable>: Sendable {
    var area: Area
    var blocked: Int64 = 0
    var length: Int64 = 0
    var maximum: UInt32 = 0

    mutating func pass(_ length: Int64, isBlocked: Bool) {
      if isBlocked { blocked += length }
      self.length += length
    }
  }

  /// Starts at an instant, with nothing before it.
  init(since instant: VirtualInstant) {
    filledTo = instant.nanoseconds
    end = DepthHistory.end(ofDotAt: filledTo)
  }

  /// The end of the dot of level 0 to which an instant belongs.
  private static func end(ofDotAt instant: Int64) -> Int64 {
    let left = TimeScale.dot - instant % TimeScale.dot
    return instant > Int64.max - left ? Int64.max : instant + left
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
    whole.area += Int128(number) * 1_000_000_000
  }

  /// Advances to an instant with the depth unchanged.
  mutating func advance(to instant: VirtualInstant) {
    let now = instant.nanoseconds
    guard now > filledTo else { return }
    whole.pass(now - filledTo, isBlocked: isBlocked)
    if depth > 0 { whole.area += Int128(depth) * Int128(now - filledTo) }
    guard now >= end else { return fill(to: now) }
    fill(to: end)
    levels.append(dot(of: open, length: TimeScale.dot))
    open = Filling(area: 0, maximum: depth)
    let count = (now - end) / TimeScale.dot
    if count > 0 { levels.append(present, Int(count)) }
    filledTo = end + count * TimeScale.dot
    end = DepthHistory.end(ofDotAt: filledTo)
    fill(to: now)
  }

  private mutating func fill(to instant: Int64) {
    let length = instant - filledTo
    open.pass(length, isBlocked: isBlocked)
    if depth > 0 { open.area += Double(depth) * Double(length) }
    filledTo = instant
  }

  private func dot(of filling: Filling<Double>, length: Int64) -> Dot {
    Dot(
      maximum: filling.maximum, mean: Float(filling.area / Double(length)),
      blocked: Float(filling.blocked) / Float(length))
  }

  /// A dot of the present depth.
  private var present: Dot {
    Dot(maximum: depth, mean: Float(depth), blocked: isBlocked ? 1 : 0)
  }
}

extension DepthHistory {
  /// Passes its dots through a transfer; it is of no use while they are away.
  mutating func pass(through transfer: inout ByteTransfer) { levels.pass(through: &transfer) }

  /// The highest depth so far.
  var highest: Int { Int(whole.maximum) }

  /// The mean over the whole time.
  var mean: Double { whole.length > 0 ? Double(whole.area) / Double(whole.length) : Double(depth) }

  /// In which share of the whole time a task was held up, from 0 to 1.
  var blockedShare: Double {
    whole.length > 0 ? Double(whole.blocked) / Double(whole.length) : 0
  }

  /// The last dots of a scale, the newest last; that one is still open. There may be fewer than
  /// `count`.
  func dots(_ count: Int, at scale: TimeScale) -> [Dot] {
    let (closed, halves) = closedDots(at: scale.level)
    return closed.suffix((count - 1).clamped(to: 0...DepthHistory.capacity)) + [newest(halves)]
  }

  /// The last full dots, of which there may be fewer than `count`. In an open one a single event
  /// would look like a very high rate.
  func closedDots(_ count: Int, at scale: TimeScale) -> [Dot] {
    closedDots(at: scale.level).dots.suffix(count.clamped(to: 0...DepthHistory.capacity))
  }

  /// The full dots of a level, at least the last 640; and for each level below the last dot that
  /// has no partner, the first half of an open dot of the next level.
  private func closedDots(at level: Int) -> (dots: [Dot], halves: [Dot?]) {
    var dots: [Dot] = []
    var halves: [Dot?] = []
    for lower in 0...level {
      if lower > 0 { halves.append(dots.count % 2 == 1 ? dots.last : nil) }
      let joined = dots.pairs { $0.joined(with: $1) }
      dots = levels[lower] + joined
    }
    return (dots, halves)
  }

  /// The open dot of a level: the halves of the levels below, and the open dot of level 0.
  private func newest(_ halves: [Dot?]) -> Dot {
    var sum = open
    for (index, half) in halves.enumerated() {
      guard let half else { continue }
      let length = TimeScale.dot << Int64(index)
      sum.area += Double(half.mean) * Double(length)
      sum.blocked += Int64(Double(half.blocked) * Double(length))
      sum.length += length
      sum.maximum = max(sum.maximum, half.maximum)
    }
    return sum.length > 0 ? dot(of: sum, length: sum.length) : present
  }
}

extension DepthHistory.Dot {
  /// The dot of twice the length that both make.
  func joined(with other: DepthHistory.Dot) -> DepthHistory.Dot {
    DepthHistory.Dot(
      maximum: max(maximum, other.maximum), mean: (mean + other.mean) / 2,
      blocked: (blocked + other.blocked) / 2)
  }
}

extension Array {
  /// The first and the second element in one, the third and the fourth, and so on.
  fileprivate func pairs(_ join: (Element, Element) -> Element) -> [Element] {
    stride(from: 0, to: count - 1, by: 2).map { join(self[$0], self[$0 + 1]) }
  }
}
