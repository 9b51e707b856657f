extension Sequence {
  /// The first `count` elements in an order, found in one pass without sorting the others.
  func smallest(
    _ count: Int, by isBefore: (Element, Element) -> Bool
  ) -> [Element] {
    guard count > 0 else { return [] }
    var kept: [Element] = []
    var limit: Element?
    for element in self {
      if let limit, !isBefore(element, limit) { continue }
      kept.append(element)
      // Keeping twice as many means sorting only now and then.
      guard kept.count / 2 >= count else { continue }
      kept = Array(kept.sorted(by: isBefore).prefix(count))
      limit = kept.last
    }
    return Array(kept.sorted(by: isBefore).prefix(count))
  }
}
