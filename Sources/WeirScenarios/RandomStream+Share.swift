import WeirEngine

extension RandomStream {
  /// Whether something happens that happens so many times in a thousand, from one draw.
  mutating func happens(_ share: Int) -> Bool { next(below: 1000) < share }
}
