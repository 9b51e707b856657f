extension ParameterKind {
  /// Whether a value is of this kind and in its range.
  public func contains(_ value: ParameterValue) -> Bool {
    guard let scale else {
      guard self == .folder, case .folder(let path) = value else { return false }
      return !path.isEmpty && !path.contains("\0")
    }
    if let top = scale.top, value == top { return true }
    guard let number = number(of: value), scale.range.contains(number) else { return false }
    guard case .time(let distribution) = value else { return true }
    return distribution.greatestLength.nanoseconds <= scale.range.upperBound
  }

  /// The value after one turn.
  ///
  /// It stops at the ends of the range, a distribution where its spread would leave it; words go
  /// round, and a word that is not in the list goes to the first. Values that can't be turned stay.
  public func turned(_ value: ParameterValue, _ turn: Turn) -> ParameterValue {
    guard let scale else { return value }
    if let top = scale.top, value == top {
      return turn.isUp ? top : self.value(scale.range.upperBound) ?? value
    }
    guard let number = number(of: value) else {
      return choices?.first.map { .choice($0) } ?? value
    }
    if turn.isUp, number >= scale.range.upperBound, let top = scale.top { return top }
    guard let turned = self.value(scale.turned(number, turn), from: value), contains(turned) else {
      return value
    }
    return turned
  }

  /// The same length of time from the next family of distributions that has room in the range;
  /// other values stay.
  public func changedFamily(_ value: ParameterValue) -> ParameterValue {
    guard case .time(let distribution) = value else { return value }
    let families = TimeDistribution.Family.allCases
    let index = families.firstIndex(of: distribution.family) ?? 0
    let next = (1..<families.count).lazy.map { families[(index + $0) % families.count] }
      .map { ParameterValue.time(distribution.changed(to: $0)) }
    return next.first(where: contains) ?? value
  }
}

extension ParameterKind {
  /// Where a value lies on a slider, from 0 to 1: shares evenly, numbers and lengths of time by
  /// their logarithms; nil if it has no place there.
  public func position(of value: ParameterValue) -> Double? {
    guard let scale else { return nil }
    if let top = scale.top, value == top { return 1 }
    return number(of: value).map(scale.position)
  }

  /// More turns than any range has.
  private static let turnLimit = 4096

  /// The value nearest to a place on the slider, from 0 to 1, of those to which turns lead: round
  /// numbers, all of them in the range.
  ///
  /// The far end of the slider is the highest value, such as unlimited.
  ///
  /// - Complexity: O(turns to the place), at most 4,096.
  public func value(nearestTo place: Double, from value: ParameterValue) -> ParameterValue {
    func distance(_ value: ParameterValue) -> Double { abs((position(of: value) ?? 1) - place) }
    let turn: Turn = (position(of: value) ?? 1) < place ? .up : .down
    if place >= 1, turn == .down { return value }
    var best = value
    for _ in 0..<ParameterKind.turnLimit {
      let next = turned(best, turn)
      guard next != best, distance(next) <= distance(best) else { break }
      best = next
    }
    return best
  }
}
