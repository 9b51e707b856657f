/// How far one press of a key turns a knob.
public enum Turn: Hashable, Sendable {
  /// One step, or a coarse one of several steps.
  case down, up, coarseDown, coarseUp

  var isUp: Bool { self == .up || self == .coarseUp }
  var isCoarse: Bool { self == .coarseDown || self == .coarseUp }
}

extension Knob {
  /// The value after one turn.
  ///
  /// It stops at the ends of the range; a distribution, before its spread would leave the range.
  /// Choices wrap around.
  public func turned(_ value: KnobValue, _ turn: Turn) -> KnobValue {
    switch (kind, value) {
    case (.count(let range, let step), .count(let count)):
      return .count(Knob.turned(count, turn, in: range, step: step))
    case (.capacity(let range, let step), _):
      return turnedCapacity(value, turn, in: range, step: step)
    case (.time(let range), .time(let distribution)):
      let location = turn.applied(to: distribution.location, in: range)
      let turned = KnobValue.time(distribution.relocated(to: location))
      return contains(turned) ? turned : value
    case (.duration(let range), .duration(let duration)):
      return .duration(turn.applied(to: duration, in: range))
    case (.optionalDuration(let range), .duration(let duration)):
      if turn.isUp, duration >= range.upperBound { return .off }
      return .duration(turn.applied(to: duration, in: range))
    case (.optionalDuration(let range), _):
      return turn.isUp ? .off : .duration(range.upperBound)
    case (.choice(let words), .choice(let word)):
      guard let index = words.firstIndex(of: word) else { return value }
      return .choice(words[(index + (turn.isUp ? 1 : words.count - 1)) % words.count])
    case (.share(let step), .share(let share)):
      return .share(Knob.turned(share, turn, in: 0...1000, step: step))
    case (.rate(let range), .rate(let rate)):
      let bounds = Duration.nanoseconds(range.lowerBound)...(.nanoseconds(range.upperBound))
      return .rate(Int(turn.applied(to: .nanoseconds(rate), in: bounds).nanoseconds))
    default: return value
    }
  }

  /// The same length of time from the next family of distributions that fits the range; other
  /// values are returned unchanged.
  public func changedFamily(_ value: KnobValue) -> KnobValue {
    guard case .time(let distribution) = value else { return value }
    let families = TimeDistribution.Family.allCases
    let index = families.firstIndex(of: distribution.family) ?? 0
    let next = (1..<families.count).lazy
      .map { KnobValue.time(distribution.changed(to: families[(index + $0) % families.count])) }
    return next.first(where: contains) ?? value
  }

  private static func turned(_ count: Int, _ turn: Turn, in range: ClosedRange<Int>, step: Int)
    -> Int
  {
    let distance = step.saturatingTimes((turn.isCoarse ? 5 : 1) * (turn.isUp ? 1 : -1))
    return min(max(count.saturatingPlus(distance), range.lowerBound), range.upperBound)
  }

  private func turnedCapacity(
    _ value: KnobValue, _ turn: Turn, in range: ClosedRange<Int>, step: Int
  ) -> KnobValue {
    guard case .count(let count) = value else {
      return turn.isUp ? .unlimited : .count(range.upperBound)
    }
    if turn.isUp, count >= range.upperBound { return .unlimited }
    return .count(Knob.turned(count, turn, in: range, step: step))
  }
}

extension Turn {
  /// The steps for times: ten round numbers to a decade, each about a quarter larger than the last.
  private static let ladder: [Int64] = [100, 120, 150, 200, 250, 300, 400, 500, 600, 800]

  /// The next step up or down, or the third for a coarse turn; it stops at the ends of the range.
  func applied(to duration: Duration, in range: ClosedRange<Duration>) -> Duration {
    var value = duration.nanoseconds
    for _ in 0..<(isCoarse ? 3 : 1) { value = isUp ? Turn.above(value) : Turn.below(value) }
    return min(max(.nanoseconds(value), range.lowerBound), range.upperBound)
  }

  private static func above(_ value: Int64) -> Int64 {
    var decade: Int64 = 1
    while decade <= Int64.max / 10_000 {
      for rung in ladder where rung * decade / 100 > value { return rung * decade / 100 }
      decade *= 10
    }
    return value
  }

  private static func below(_ value: Int64) -> Int64 {
    var best: Int64 = 0
    var decade: Int64 = 1
    while decade <= Int64.max / 10_000, decade <= value {
      for rung in ladder where rung * decade / 100 < value { best = rung * decade / 100 }
      decade *= 10
    }
    return best
  }
}
