import WeirEvents

/// The lanes of two runs in one order, so that a task has the same row in both.
///
/// Tasks are paired by name. Tasks of one role without a partner, such as requests that come and
/// go, are paired in order, each with its own name; those that are left have a row that is empty in
/// the other run.
struct LanePairs {
  struct Pair {
    var a: Lane?
    var b: Lane?

    /// The name of the row if the run of a side has no lane in it.
    var name: Label { (a ?? b)?.name ?? Label(.empty) }
  }

  private(set) var pairs: [Pair] = []

  init(_ a: [Lane], _ b: [Lane]) {
    var places: [Label: Int] = [:]
    for (place, lane) in b.enumerated() where places[lane.name] == nil { places[lane.name] = place }
    var isPaired = [Bool](repeating: false, count: b.count)
    var partners = a.map { lane -> Int? in
      guard let place = places[lane.name], !isPaired[place], b[place].role == lane.role else {
        return nil
      }
      isPaired[place] = true
      return place
    }
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
