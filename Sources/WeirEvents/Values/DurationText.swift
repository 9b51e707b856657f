/// A duration as it is written everywhere: `250ms`, `1.5s`, `2m`, `1h`.
///
/// The text is exact to the nanosecond: reading it back gives the same duration.
public struct DurationText: CustomStringConvertible, Sendable {
  /// The duration to write.
  public var duration: Duration

  /// The text of a duration.
  public init(_ duration: Duration) {
    self.duration = duration
  }

  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
    ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
  ]

  /// The text, in the largest unit that needs at most three decimals; hours and minutes only if
  /// they are whole.
  public var description: String {
    let nanoseconds = duration.nanoseconds
    guard nanoseconds != 0 else { return "0s" }
    for unit in DurationText.units {
      if unit.nanoseconds > 1_000_000_000, nanoseconds % unit.nanoseconds != 0 { continue }
      if nanoseconds.magnitude < unit.nanoseconds.magnitude { continue }
      if unit.nanoseconds > 1, nanoseconds % max(unit.nanoseconds / 1000, 1) != 0 { continue }
      return DurationText.decimal(nanoseconds, unit.nanoseconds) + unit.name
    }
    return "\(nanoseconds)ns"
  }

  private static func decimal(_ value: Int64, _ unit: Int64) -> String {
    let whole = value / unit
    let thousandths = (value % unit).magnitude * 1000 / unit.magnitude
    guard thousandths > 0 else { return "\(whole)" }
    var digits = String(thousandths + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    let sign = value < 0 && whole == 0 ? "-" : ""
    return "\(sign)\(whole).\(digits)"
  }

  /// Reads a number with one of the units ns, us (µs), ms, s, m, h.
  ///
  /// Returns `nil` if the text is of another form, negative, longer than 292 years or finer than a
  /// nanosecond.
  public static func parse(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let name = text[digits.endIndex...] == "µs" ? "us" : text[digits.endIndex...]
    guard let unit = units.first(where: { $0.name == name }) else { return nil }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int64(parts[0]) else { return nil }
    let (high, overflow) = whole.multipliedReportingOverflow(by: unit.nanoseconds)
    guard !overflow else { return nil }
    guard parts.count == 2 else { return .nanoseconds(high) }
    guard let low = fraction(parts[1], of: unit.nanoseconds) else { return nil }
    let (sum, tooLong) = high.addingReportingOverflow(low)
    return tooLong ? nil : .nanoseconds(sum)
  }

  private static func fraction(_ digits: Substring, of unit: Int64) -> Int64? {
    guard !digits.isEmpty else { return nil }
    var sum: Int64 = 0
    var place = unit
    for digit in digits {
      guard let value = digit.wholeNumberValue else { return nil }
      let (quotient, remainder) = place.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 || value == 0 else { return nil }
      place = quotient
      sum += Int64(value) * place
    }
    return sum
  }
}
