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
  /// The difference, `=` if there is none; empty if one run has no value.
  public let delta: String
  /// The difference in percent of A; empty if there is none to tell.
  public let share: String

  /// Writes a figure.
  public init(_ figure: FigureComparison) {
    let largest = max(abs(figure.a ?? 0), abs(figure.b ?? 0))
    let scale = FigureScale(figure.unit, largest)
    (label, unit) = (figure.label, scale.unit)
    a = figure.a.map(scale.text) ?? "–"
    b = figure.b.map(scale.text) ?? "–"
    guard let difference = figure.delta, !figure.isEqual else {
      (delta, share) = (figure.isEqual ? "=" : "", "")
      return
    }
    delta = FigureText.sign(difference) + scale.text(abs(difference))
    share =
      figure.deltaShare.map { share in
        let percent = abs(share) * 100
        let digits = percent < 9.95 ? 1 : 0
        return FigureText.sign(share) + FigureScale.number(percent, digits) + " %"
      } ?? ""
  }

  private static func sign(_ value: Double) -> String { value < 0 ? "−" : "+" }
}

/// The unit and the number of decimals in which the two values of a figure are written.
private struct FigureScale {
  let unit: String
  private let factor: Double
  private let digits: Int

  /// - Parameter largest: The larger one of the two values.
  init(_ unit: Figure.Unit, _ largest: Double) {
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
    let isWhole = unit == .count && shown == shown.rounded()
    digits = isWhole || shown >= 999.5 ? 0 : shown >= 99.95 ? 1 : 2
  }

  func text(_ value: Double) -> String {
    FigureScale.number(value * factor, digits)
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
