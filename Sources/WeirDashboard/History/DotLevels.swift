import WeirAnalysis

/// The dots of a history at every zoom level.
///
/// A level keeps the dots that are not joined to dots of the level above, a whole number of pairs
/// after the first dot: the last 640 of the lowest level, and 320 of each other one, since a level
/// can be joined from the one below. Amortized constant time per dot; equal dots in succession take
/// no longer than as many as are kept.
struct DotLevels: Sendable {
  typealias Dot = DepthHistory.Dot

  /// Where the dots of a level are in its part of the storage, which is a ring.
  private struct Ring: Sendable {
    /// The place of the oldest one, an even number.
    var start = 0
    var count = 0
  }

  private var rings: [Ring] = []
  /// The means of the dots, in the parts of the levels, one after the other.
  private var means: ContiguousArray<Float> = []
  /// What else their dots have, if any ever had something else: rates never do.
  private var others: ContiguousArray<Other> = []

  /// What dots have besides their means.
  private struct Other: Sendable {
    var maximum: UInt32 = 0
    var blocked: Float = 0
  }

  /// How many levels have dots.
  var count: Int { rings.count }

  /// How many dots a level keeps at least, if there were as many.
  private static func least(_ level: Int) -> Int {
    level == 0 ? DepthHistory.capacity : DepthHistory.capacity / 2
  }

  /// The length of the part of a level. When it is full, the oldest two dots are joined.
  private static func length(_ level: Int) -> Int { least(level) + 2 }

  /// Where the part of a level begins.
  private static func offset(_ level: Int) -> Int {
    level == 0 ? 0 : length(0) + (level - 1) * length(1)
  }

  /// The dots of a level, the newest last.
  subscript(level: Int) -> [Dot] {
    guard level < rings.count else { return [] }
    let (ring, offset, length) = (rings[level], Self.offset(level), Self.length(level))
    let end = min(ring.start + ring.count, length)
    let wrapped = ring.start + ring.count - end
    return (offset + ring.start..<offset + end).map(dot(at:))
      + (offset..<offset + wrapped).map(dot(at:))
  }

  private func dot(at place: Int) -> Dot {
    guard !others.isEmpty else { return Dot(maximum: 0, mean: means[place]) }
    let other = others[place]
    return Dot(maximum: other.maximum, mean: means[place], blocked: other.blocked)
  }

  private mutating func set(_ dot: Dot, at place: Int) {
    means[place] = dot.mean
    if others.isEmpty {
      guard dot.maximum > 0 || dot.blocked > 0 else { return }
      others.reserveCapacity(means.count)
      others.append(contentsOf: repeatElement(Other(), count: means.count))
    }
    others[place] = Other(maximum: dot.maximum, blocked: dot.blocked)
  }
}

// MARK: Adding

extension DotLevels {
  /// Adds equal dots to the lowest level.
  mutating func append(_ dot: Dot, _ count: Int = 1) {
    append(dot, count, level: 0)
  }

  private mutating func append(_ dot: Dot, _ count: Int, level: Int) {
    guard count > 0, level < TimeScale.levels else { return }
    if level == rings.count { addLevel() }
    let length = Self.length(level)
    let joined = (count - length) / 2
    guard joined > length else { return put(dot, count, level: level) }
    // After as many as there is room for, all dots of the level are equal, and so are their pairs.
    put(dot, length, level: level)
    append(dot, joined, level: level + 1)
    put(dot, count - length - 2 * joined, level: level)
  }

  /// Adds equal dots one by one.
  private mutating func put(_ dot: Dot, _ count: Int, level: Int) {
    for _ in 0..<count { put(dot, level: level) }
  }

  private mutating func put(_ dot: Dot, level: Int) {
    var (dot, level) = (dot, level)
    while level < TimeScale.levels {
      if level == rings.count { addLevel() }
      let (offset, length) = (Self.offset(level), Self.length(level))
      let ring = rings[level]
      let place = ring.start + ring.count
      set(dot, at: offset + (place < length ? place : place - length))
      guard ring.count + 1 == length else {
        rings[level].count = ring.count + 1
        return
      }
      let oldest = offset + ring.start
      dot = self.dot(at: oldest).joined(with: self.dot(at: oldest + 1))
      let start = ring.start + 2
      rings[level] = Ring(start: start < length ? start : 0, count: ring.count - 1)
      level += 1
    }
  }

  private mutating func addLevel() {
    let length = Self.length(rings.count)
    rings.append(Ring())
    means.reserveCapacity(means.count + length)
    means.append(contentsOf: repeatElement(0, count: length))
    guard !others.isEmpty else { return }
    others.reserveCapacity(means.count)
    others.append(contentsOf: repeatElement(Other(), count: length))
  }
}

// MARK: Moving out of memory

extension DotLevels {
  /// Passes its dots through a transfer; it is empty while they are away.
  mutating func pass(through transfer: inout ByteTransfer) {
    var count = rings.count
    transfer.pass(&count)
    if transfer.isBack {
      means.reserveCapacity(Self.offset(count))
      for level in 0..<count {
        addLevel()
        let dots = PackedChunk<Dot>(from: &transfer).elements
        for (index, dot) in dots.enumerated() { set(dot, at: Self.offset(level) + index) }
        rings[level].count = dots.count
      }
    } else {
      for level in 0..<count {
        var dots = PackedChunk(self[level])
        dots.pass(through: &transfer)
      }
      (rings, means, others) = ([], [], [])
    }
  }
}
