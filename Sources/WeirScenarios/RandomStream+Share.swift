import WeirEngine

extension RandomStream {
  /// Returns `true` with a probability in thousandths; takes one draw.
  mutating func happens(_ share: Int) -> Bool { next(below: 1000) < share }
}
