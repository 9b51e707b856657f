import WeirAnalysis
import WeirEvents

/// The lanes of two runs in one order, so that a task has the same row in both.
///
/// Tasks are paired by name, as by `TaskPairs`. A row is more than that: requests come and go, and
/// a row for each would be empty in one of the runs. So tasks of one role without a partner share
/// rows in order, each with its own name; only those that are left have a row that is empty in the
/// other run.
struct LanePairs {
  struct Pair {
    var a: Lane?
    var b: Lane?

    /// The name of the row if the run of a side has no lane in it.
    var name: Label { (a ?? b)?.name ?? Label(.empty) }
  }

  private(set) var pairs: [Pair] = []

  init(_ a: [Lane], _ b: [Lane]) {
    let named = TaskPairs(a.map { ($0.task, $0.name) }, b.map { ($0.task, $0.name) }).pairs
    let places = Dictionary(b.enumerated().map { ($1.task, $0) }) { first, _ in first }
    var isPaired = [Bool](repeating: false, count: b.count)
    var partners = named.prefix(a.count).map { pair in pair.b.flatMap { places[$0] } }
    for place in partners { if let place { isPaired[place] = true } }
    for (index, lane) in a.enumerated() where partners[index] == nil {
      guard let place = b.indices.first(where: { !isPaired[$0] && b[$0].role == lane.role })
      else { continue }
      isPaired[place] = true
      partners[index] = place
    }
    pairs = zip(a, partners).map { lane, place in Pair(a: lane, b: place.map { b[$0] }) }
    for (place, lane) in b.enumerated() where !isPaired[place] { insert(lane) }
  }

  /// Adds a lane that only B has, after the last one of its role.
  private mutating func insert(_ lane: Lane) {
    let place = pairs.lastIndex { ($0.a ?? $0.b)?.role == lane.role }.map { $0 + 1 }
    pairs.insert(Pair(a: nil, b: lane), at: place ?? pairs.count)
  }
}
