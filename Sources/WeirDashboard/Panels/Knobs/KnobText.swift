import WeirAnalysis
import WeirEvents
import WeirScreen

/// The values of knobs as the screen shows them.
enum KnobText {
  /// The value as the command line takes it where it fits, with its unit where that fits too, else shorter.
  static func value(_ value: KnobValue, of knob: Knob, columns: Int) -> String {
    let full = value.description
    if case .count(let count) = value, !knob.unit.isEmpty {
      let unit = count == 1 && knob.unit.hasSuffix("s") ? String(knob.unit.dropLast()) : knob.unit
      if full.count + unit.count + 1 <= columns { return "\(full) \(unit)" }
    }
    if full.count <= columns { return full }
    guard case .time(let distribution) = value else { return full.padded(to: columns) }
    let short = "\(shortName(distribution.family)) \(DurationText(distribution.location))"
    return short.count <= columns ? short : short.padded(to: columns)
  }

  private static func shortName(_ family: TimeDistribution.Family) -> String {
    switch family {
    case .constant: "const"
    case .exponential: "exp"
    case .uniform: "unif"
    case .normal: "norm"
    case .lognormal: "logn"
    case .pareto: "par"
    }
  }

  /// Where in its range a value lies, from 0 to 1: shares as they are, counts, rates and lengths of time by their
  /// logarithms.
  static func position(_ value: KnobValue, of knob: Knob) -> Double {
    switch (knob.kind, value) {
    case (.count(let range, _), .count(let count)), (.capacity(let range, _), .count(let count)):
      share(logarithm(count), logarithm(range.lowerBound), logarithm(range.upperBound))
    case (.time(let range), .time(let distribution)): position(distribution.location, in: range)
    case (.duration(let range), .duration(let duration)),
      (.optionalDuration(let range), .duration(let duration)):
      position(duration, in: range)
    case (.share, .share(let thousandths)): share(Double(thousandths), 0, 1000)
    case (.rate(let range), .rate(let rate)):
      share(logarithm(rate), logarithm(range.lowerBound), logarithm(range.upperBound))
    case (.choice(let words), .choice(let word)):
      share(Double(words.firstIndex(of: word) ?? 0), 0, Double(words.count - 1))
    default: 1
    }
  }

  private static func position(_ duration: Duration, in range: ClosedRange<Duration>) -> Double {
    share(
      logarithm(duration), logarithm(range.lowerBound), logarithm(range.upperBound))
  }

  private static func share(_ value: Double, _ low: Double, _ high: Double) -> Double {
    high > low ? (value - low) / (high - low) : 0
  }

  /// The logarithm to base 2 of a length in nanoseconds, straight between powers: close enough for a slider.
  private static func logarithm(_ duration: Duration) -> Double {
    logarithm(Int(max(duration.nanoseconds, 1)) - 1)
  }

  /// The logarithm to base 2 of a number and one, straight between powers.
  private static func logarithm(_ number: Int) -> Double {
    let value = Double(max(number, 0)) + 1
    return Double(value.exponent) + value.significand - 1
  }
}
