extension Sequence {
  /// The first so many in an order, without ordering the others: those that are many are looked at once.
  func smallest(
    _ count: Int, by isBefore: (Element, Element) -> Bool
  ) -> [Element] {
    guard count > 0 else { return [] }
    var kept: [Element] = []
    var limit: Element?
    for element in self {
      if let limit, !isBefore(element, limit) { continue }
      kept.append(element)
      // Twice as many as are wanted: so that one must sort once in a while only.
      guard kept.count / 2 >= count else { continue }
      kept = Array(kept.sorted(by: isBefore).prefix(count))
      limit = kept.last
    }
    return Array(kept.sorted(by: isBefore).prefix(count))
  }
}
