/// The few of many that a picture has room for, in a stable order.
///
/// Another one comes in only if it is clearly more interesting than the least interesting of them,
/// and takes its place: the order of the others never changes.
struct Leaders<Key: Hashable & Sendable>: Sendable {
  private let limit: Int
  /// In the order in which they are shown.
  private(set) var keys: [Key] = []
  /// The same, the most interesting first. Two change places only if one is clearly ahead.
  private var ranking: [Key] = []

  /// How much more interesting one has to be to take the place of another.
  private static var lead: Double { 1.5 }

  init(limit: Int = 12) {
    self.limit = limit
  }

  /// Chooses again. Keys that are no longer candidates lose their places.
  ///
  /// - Complexity: Linear in the number of candidates, for each place that changes.
  /// - Parameter candidates: Each key once, in the order in which free places are filled among
  ///   equals.
  mutating func choose(from candidates: [(key: Key, interest: Double)]) {
    let interests = Dictionary(candidates.map { ($0.key, $0.interest) }) { first, _ in first }
    choose(from: candidates, interests)
    rank(interests)
  }

  /// The most interesting of them, in the order in which they are shown, if there is no room for
  /// all.
  func first(_ count: Int) -> [Key] {
    let first = ranking.prefix(max(count, 0))
    return keys.filter(first.contains)
  }

  private mutating func rank(_ interests: [Key: Double]) {
    ranking.removeAll { !keys.contains($0) }
    ranking += keys.filter { !ranking.contains($0) }
    for index in ranking.indices.dropFirst() {
      var place = index
      while place > 0, let own = interests[ranking[place]],
        own > (interests[ranking[place - 1]] ?? 0) + Leaders.lead
      {
        ranking.swapAt(place, place - 1)
        place -= 1
      }
    }
  }

  private mutating func choose(
    from candidates: [(key: Key, interest: Double)], _ interests: [Key: Double]
  ) {
    keys.removeAll { interests[$0] == nil }
    var outside = candidates.filter { candidate in !keys.contains(candidate.key) }
    if keys.count + outside.count <= limit {
      keys += outside.map(\.key)
      return
    }
    for _ in 0..<limit {
      guard
        let best = outside.indices.max(by: { left, right in
          (outside[left].interest, right) < (outside[right].interest, left)
        })
      else { return }
      guard keys.count >= limit else {
        keys.append(outside.remove(at: best).key)
        continue
      }
      let least = keys.indices.min { (interests[keys[$0]] ?? 0) < (interests[keys[$1]] ?? 0) }
      guard let least, let interest = interests[keys[least]],
        outside[best].interest > interest + Leaders.lead
      else { return }
      keys[least] = outside.remove(at: best).key
    }
  }
}

extension Int {
  /// The number of binary digits: an interest that grows ever more slowly.
  var weight: Double { self > 0 ? Double(Int.bitWidth - leadingZeroBitCount) : 0 }
}
