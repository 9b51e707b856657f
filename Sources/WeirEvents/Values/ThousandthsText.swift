/// A number of thousandths as a decimal number without trailing zeros: 2500 is `2.5`.
public struct ThousandthsText: Hashable, Sendable, CustomStringConvertible {
  /// The number, in thousandths.
  public let thousandths: Int

  /// The text of a number of thousandths.
  public init(_ thousandths: Int) {
    self.thousandths = thousandths
  }

  /// The decimal number.
  public var description: String {
    let (whole, rest) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1000)
    let sign = thousandths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    var digits = String(rest + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }

  /// Reads a plain decimal number with at most three digits after the point; returns `nil` for any
  /// other text.
  public static func parse(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = Int(parts[0]), parts[0].allSatisfy(\.isNumber), whole < Int.max / 2000 else {
      return nil
    }
    guard parts.count == 2 else { return whole * 1000 }
    let digits = parts[1]
    guard (1...3).contains(digits.count), digits.allSatisfy(\.isNumber),
      let rest = Int(digits + String(repeating: "0", count: 3 - digits.count))
    else { return nil }
    return whole * 1000 + rest
  }
}

extension ThousandthsText {
  /// A thousandth of the whole is this many thousandths of a percent.
  private static let percentFactor = 100

  /// A share in thousandths of the whole as a percentage.
  static func percent(_ share: Int) -> String {
    "\(ThousandthsText(share.saturatingTimes(percentFactor)))%"
  }

  /// Reads a share in thousandths of the whole: `25%` and `0.25` are the same. Nil if the text is
  /// none, or finer than a thousandth.
  static func parseShare(_ text: String) -> Int? {
    guard text.hasSuffix("%") else { return parse(text) }
    guard let percent = parse(text.dropLast()), percent % percentFactor == 0 else { return nil }
    return percent / percentFactor
  }
}

extension ThousandthsText {
  private static let unit = 1000
  /// The largest number that is taken over as it is.
  private static let limit = 1e12

  /// The nearest number of thousandths, between minus and plus 10¹²; 0 for NaN.
  package init(nearest value: Double) {
    let value = value.isNaN ? 0 : value.clamped(to: -ThousandthsText.limit...ThousandthsText.limit)
    self.init(Int((value * Double(ThousandthsText.unit)).rounded()))
  }

  /// The number itself.
  package var value: Double { Double(thousandths) / Double(ThousandthsText.unit) }
}
