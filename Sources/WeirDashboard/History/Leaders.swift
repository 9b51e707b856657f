/// The few of many that a picture has room for, in an order that stays.
///
/// One that is not among them comes in only if it is clearly more interesting than the least of
/// them, and takes its place: the order of the others never changes.
struct Leaders<Key: Hashable & Sendable>: Sendable {
  private let limit: Int
  /// In the order in which they are shown.
  private(set) var keys: [Key] = []

  /// How much more interesting one has to be to take the place of another.
  private static var lead: Double { 1.5 }

  init(limit: Int = 12) {
    self.limit = limit
  }

  /// Chooses anew. Those that are gone lose their places. Linear in the number of candidates, for
  /// each place that changes hands.
  /// - Parameter candidates: each key once, in the order in which free places are filled among
  ///   equals.
  mutating func choose(from candidates: [(key: Key, interest: Double)]) {
    let interests = Dictionary(candidates.map { ($0.key, $0.interest) }) { first, _ in first }
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
  /// How many binary digits the number has: an interest that grows ever more slowly.
  var weight: Double { self > 0 ? Double(Int.bitWidth - leadingZeroBitCount) : 0 }
}
