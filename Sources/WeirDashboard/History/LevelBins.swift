import WeirAnalysis
import WeirEvents

/// The highest levels of a run in equal stretches of time, at most 512 of them.
///
/// When there is no room for another one, pairs are merged, so that each is twice as long. Constant
/// time per change.
struct LevelBins: Sendable, Equatable {
  static let capacity = 512
  /// The length of a bin at the start, in nanoseconds: about a millisecond.
  private static let shortest: Int64 = 1 << 20

  /// What is counted in one stretch of time.
  struct Levels: Sendable, Equatable {
    /// How deep the deepest queue was.
    var depth: UInt32 = 0
    /// How many tasks waited for others.
    var waiting: UInt32 = 0
    /// How many tasks were alive, the main task aside.
    var live: UInt32 = 0

    fileprivate func joined(with other: Levels) -> Levels {
      Levels(
        depth: max(depth, other.depth), waiting: max(waiting, other.waiting),
        live: max(live, other.live))
    }
  }

  /// The bins so far; the last one is still open.
  private var bins: [Levels] = []
  /// The levels now.
  private(set) var present = Levels()
  /// The highest levels of the whole run.
  private var top = Levels()
  private var start = VirtualInstant.zero
  /// The length of a bin, in nanoseconds.
  private var length = LevelBins.shortest

  /// How many bins there are.
  var count: Int { bins.count }

  /// Starts at an instant, with nothing before it.
  mutating func begin(at instant: VirtualInstant) {
    start = instant
    bins = [present]
  }

  /// Advances to an instant with all levels unchanged.
  mutating func advance(to instant: VirtualInstant) {
    let offset = max(instant.nanoseconds(since: start), 0)
    guard offset / length >= Int64(bins.count) else { return }
    while offset / length >= Int64(LevelBins.capacity) { merge() }
    while Int64(bins.count) <= offset / length { bins.append(present) }
  }

  /// Forgets everything after an instant, from which on there are these levels.
  ///
  /// - Parameter keepsLast: Whether nothing changed after it in its stretch of time. Otherwise the
  ///   levels at the instant count for all of that, since the highest one may have come later.
  mutating func cut(at instant: VirtualInstant, _ levels: Levels, keepsLast: Bool) {
    let index = max(instant.nanoseconds(since: start), 0) / length
    bins.removeLast(max(bins.count - Int(min(index, Int64(bins.count))) - 1, 0))
    if !keepsLast, let last = bins.indices.last { bins[last] = levels }
    top = bins.reduce(Levels()) { $0.joined(with: $1) }
    record(levels)
  }

  /// Changes the levels from now on.
  ///
  /// - Parameter moment: How deep a queue was for a moment only.
  mutating func record(_ levels: Levels, deep moment: UInt32 = 0) {
    present = levels
    var highest = levels
    highest.depth = max(levels.depth, moment)
    guard let last = bins.indices.last else { return }
    bins[last] = bins[last].joined(with: highest)
    top = top.joined(with: highest)
  }

  private mutating func merge() {
    length *= 2
    bins = stride(from: 0, to: bins.count, by: 2).map { index in
      index + 1 < bins.count ? bins[index].joined(with: bins[index + 1]) : bins[index]
    }
  }

  /// The level that says most about the run.
  private func telling(_ levels: Levels) -> UInt32 {
    top.depth > 0 ? levels.depth : top.waiting > 0 ? levels.waiting : levels.live
  }

  /// The highest of the levels between two instants, the second one excluded, as a share of the
  /// highest of the run, or of a few if that is low, since a queue that hardly ever holds anything
  /// should look calm. It is `nil` if nothing is known about them.
  func share(from first: VirtualInstant, to end: VirtualInstant) -> Double? {
    guard let levels = highest(from: first, to: end) else { return nil }
    return Double(telling(levels)) / Double(max(telling(top), LevelBins.lowestFullLevel))
  }

  private static let lowestFullLevel: UInt32 = 8

  private func highest(from first: VirtualInstant, to end: VirtualInstant) -> Levels? {
    let from = max(first.nanoseconds(since: start), 0) / length
    let last = max(end.nanoseconds(since: start) - 1, 0) / length
    guard from < Int64(bins.count), from <= last, end > start else { return nil }
    return bins[Int(from)...Int(min(last, Int64(bins.count - 1)))]
      .reduce(Levels()) { $0.joined(with: $1) }
  }
}

/// How deep the queues of a run are, as far as they hold anything: at most 16 of them, the first
/// ones.
struct QueueLevels: Sendable, Equatable {
  private static let capacity = 16

  private struct Level: Sendable, Equatable {
    var id: QueueID
    var depth: UInt32
  }

  private var levels: [Level] = []
  /// The greatest depth.
  private(set) var highest: UInt32 = 0

  mutating func set(_ depth: UInt32, of id: QueueID) {
    if let index = levels.firstIndex(where: { $0.id == id }) {
      if depth == 0 { levels.remove(at: index) } else { levels[index].depth = depth }
    } else if depth > 0, levels.count < QueueLevels.capacity {
      levels.append(Level(id: id, depth: depth))
    }
    highest = levels.reduce(0) { max($0, $1.depth) }
  }
}
