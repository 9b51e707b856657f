public import WeirAnalysis
import WeirScreen

/// One figure of two runs in words: values in one unit, the difference always with its sign.
public struct FigureText: Hashable, Sendable {
  /// The name: `latency p99`.
  public let label: String
  /// The unit of both values and of the difference; empty for a count.
  public let unit: String
  /// The value in A; `–` if it has none.
  public let a: String
  /// The value in B.
  public let b: String
  /// The difference between the two values as they are written, `=` if there is none; empty if one
  /// run has no value.
  public let delta: String
  /// The difference in percent of A; empty if there is none to tell.
  public let share: String
  /// Whether both values are written alike: a difference that nobody can read is none.
  public let isEqual: Bool

  /// Writes a figure.
  public init(_ figure: FigureComparison) {
    let scale = FigureScale(figure.unit, [figure.a, figure.b].compactMap(\.self))
    (label, unit) = (figure.label, scale.unit)
    a = figure.a.map(scale.text) ?? "–"
    b = figure.b.map(scale.text) ?? "–"
    isEqual = figure.delta != nil && a == b
    guard let first = figure.a, let second = figure.b, !isEqual else {
      (delta, share) = (isEqual ? "=" : "", "")
      return
    }
    let difference = scale.rounded(second) - scale.rounded(first)
    delta = FigureText.sign(difference) + scale.number(abs(difference))
    share = figure.deltaShare.map(FigureText.percent) ?? ""
  }

  /// A count with commas between its thousands.
  static func whole(_ count: Int) -> String { FigureScale.number(Double(count), 0) }

  /// A share in percent, without a sign if it rounds to zero.
  private static func percent(_ share: Double) -> String {
    let percent = abs(share) * 100
    let text = FigureScale.number(percent, percent < 9.95 ? 1 : 0)
    return (text == "0.0" ? "" : sign(share)) + text + " %"
  }

  private static func sign(_ value: Double) -> String { value < 0 ? "−" : "+" }
}

/// The unit and the number of decimals in which the two values of a figure are written.
private struct FigureScale {
  let unit: String
  private let factor: Double
  private let digits: Int

  /// - Parameter values: The two values, or the only one.
  init(_ unit: Figure.Unit, _ values: [Double]) {
    let largest = values.map(abs).max() ?? 0
    switch unit {
    case .perSecond: (self.unit, factor) = ("/s", 1)
    case .count: (self.unit, factor) = ("", 1)
    case .share: (self.unit, factor) = ("%", 100)
    case .seconds:
      switch largest {
      case 0: (self.unit, factor) = ("s", 1)
      case ..<0.001: (self.unit, factor) = ("us", 1e6)
      case ..<1: (self.unit, factor) = ("ms", 1e3)
      default: (self.unit, factor) = ("s", 1)
      }
    }
    let shown = largest * factor
    // An average may be whole in one run and not in the other.
    let isWhole = unit == .count && values.allSatisfy { $0 == $0.rounded() }
    digits = isWhole || shown >= 999.5 ? 0 : shown >= 99.95 ? 1 : 2
  }

  func text(_ value: Double) -> String { number(value * factor) }

  /// A number in this unit.
  func number(_ value: Double) -> String { FigureScale.number(value, digits) }

  /// A value in this unit, with as many decimals as are written.
  func rounded(_ value: Double) -> Double {
    let decimals = [1.0, 10, 100][digits]
    return (value * factor * decimals).rounded() / decimals
  }

  /// A number with commas between its thousands.
  static func number(_ value: Double, _ digits: Int) -> String {
    let text = TimeText.decimal(value, digits)
    let whole = text.prefix { $0 != "." }
    guard whole.count > 4 else { return text }
    var grouped = ""
    for (place, digit) in whole.enumerated() {
      if place > 0, (whole.count - place).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return grouped + text.dropFirst(whole.count)
  }
}
