/// The numbers behind the values of one kind: how far they go, how a turn moves along them, and
/// where they lie on a slider.
///
/// Every kind of value that can be turned is one of these, so a new kind needs no arithmetic.
struct Scale: Hashable {
  var range: ClosedRange<Int>
  var step: Step
  var spacing = Spacing.fromZero
  /// A value above the highest number, such as `unlimited`; nil if there is none.
  var top: ParameterValue?

  /// Where one turn leads.
  enum Step: Hashable {
    /// A fixed distance up or down; a coarse turn goes five times as far.
    case fixed(Int)
    /// The next of ten round numbers in each decade, about a quarter apart; a coarse turn goes
    /// three of them on.
    case round
    /// Twice or half the number; a coarse turn goes three times.
    case double
    /// The next number, and the first after the last; coarse and fine turns are the same.
    case cycle
  }

  /// How numbers are spread over a slider.
  enum Spacing: Hashable {
    /// Evenly.
    case even
    /// By the logarithm of the number plus one, for numbers from 0.
    case fromZero
    /// By the logarithm of the number, for numbers from 1; less counts as 1.
    case fromOne
  }
}

extension Scale {
  private static let coarseSteps = 5
  private static let coarseRoundNumbers = 3
  private static let coarseDoublings = 3

  /// The number after one turn; it stops at the ends of the range.
  func turned(_ number: Int, _ turn: Turn) -> Int {
    switch step {
    case .fixed(let distance):
      let steps = turn.isCoarse ? Scale.coarseSteps : 1
      return number.saturatingPlus(distance.saturatingTimes(turn.isUp ? steps : -steps))
        .clamped(to: range)
    case .round:
      return repeated(turn.isCoarse ? Scale.coarseRoundNumbers : 1, number) {
        turn.isUp ? RoundNumber.above($0) : RoundNumber.below($0)
      }
    case .double:
      return repeated(turn.isCoarse ? Scale.coarseDoublings : 1, number) {
        turn.isUp ? $0.saturatingPlus($0) : $0 - $0 / 2
      }
    case .cycle:
      if turn.isUp { return number < range.upperBound ? number + 1 : range.lowerBound }
      return number > range.lowerBound ? number - 1 : range.upperBound
    }
  }

  private func repeated(_ times: Int, _ number: Int, _ next: (Int) -> Int) -> Int {
    (0..<times).reduce(number) { number, _ in next(number) }.clamped(to: range)
  }

  /// Where a number lies, from 0 for the lowest to 1 for the highest.
  func position(of number: Int) -> Double {
    let low = place(of: range.lowerBound)
    let high = place(of: range.upperBound)
    return high > low ? (place(of: number) - low) / (high - low) : 0
  }

  private func place(of number: Int) -> Double {
    switch spacing {
    case .even: Double(number)
    case .fromZero: Scale.logarithm(Double(number) + 1)
    case .fromOne: Scale.logarithm(Double(number))
    }
  }

  /// The logarithm to base 2, linear between powers: close enough for a slider. Numbers below 1
  /// count as 1.
  private static func logarithm(_ number: Double) -> Double {
    let number = max(number, 1)
    return Double(number.exponent) + number.significand - 1
  }
}

/// The decimal ladder on which times and rates are turned.
private enum RoundNumber {
  /// One decade, in hundredths of its power of ten.
  private static let decade = [100, 120, 150, 200, 250, 300, 400, 500, 600, 800]
  private static let unit = 100
  private static let powers = Array(sequence(first: 1) { $0 <= highestPower / 10 ? $0 * 10 : nil })
  /// Up to here no rung and no rung's product with the unit overflows.
  private static let highestPower = Int.max / 10_000

  /// The next higher one; the number itself if there is none.
  static func above(_ number: Int) -> Int {
    for power in powers {
      for rung in decade where rung * power / unit > number { return rung * power / unit }
    }
    return number
  }

  /// The next lower one; 0 if there is none.
  static func below(_ number: Int) -> Int {
    var best = 0
    for power in powers.prefix(while: { $0 <= number }) {
      for rung in decade where rung * power / unit < number { best = rung * power / unit }
    }
    return best
  }
}
