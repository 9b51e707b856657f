/// Counts and rates for tables, rounded to fit into four or five columns.
public enum NumberText {
  /// `0`, `999`, `12.3k`, `4.5M`.
  public static func count(_ value: Int) -> String {
    switch value.magnitude {
    case ..<10_000: "\(value)"
    case ..<1_000_000: "\(TimeText.decimal(Double(value) / 1e3, value < 100_000 ? 1 : 0))k"
    case ..<1_000_000_000: "\(TimeText.decimal(Double(value) / 1e6, 1))M"
    default: "\(TimeText.decimal(Double(value) / 1e9, 1))G"
    }
  }

  /// A count to the last digit, in groups of three: `48,213`.
  package static func exact(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `0`, `999`, `9999`, `12k`, `236k`, `4.5M`, `120M`: at most four columns below 10¹².
  package static func narrow(_ value: Int) -> String {
    switch value.magnitude {
    case ..<10_000: "\(value)"
    case ..<999_500: "\(rounded(value, 1000))k"
    case ..<9_950_000: "\(TimeText.decimal(Double(value) / 1e6, 1))M"
    case ..<999_500_000: "\(rounded(value, 1_000_000))M"
    case ..<9_950_000_000: "\(TimeText.decimal(Double(value) / 1e9, 1))G"
    default: "\(rounded(value, 1_000_000_000))G"
    }
  }

  private static func rounded(_ value: Int, _ unit: Int) -> Int {
    Int((Double(value) / Double(unit)).rounded())
  }

  /// `0.0`, `4.1`, `37.2`, `412`, `12.3k`.
  package static func rate(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    return value < 99.95 ? TimeText.decimal(value, 1) : count(Int(min(value, 1e15).rounded()))
  }

  /// A fraction from 0 to 1 in whole percent, never more than 100.
  package static func percent(_ share: Double) -> String {
    share.isFinite ? "\(Int((min(max(share, 0), 1) * 100).rounded()))%" : "-"
  }

  /// A speed: `×1`, `×1/4`, `×64`, `×1.5k`, `×16k`; at most six columns.
  package static func speed(_ value: Double) -> String {
    if value >= 1 || value <= 0 { return "×\(multiple(value))" }
    return "×1/\(narrow(Int((1 / value).rounded())))"
  }

  private static func multiple(_ value: Double) -> String {
    switch value {
    case ..<1000: return "\(Int(value))"
    case ..<9950:
      let thousands = TimeText.decimal(value / 1000, 1)
      return (thousands.hasSuffix(".0") ? String(thousands.dropLast(2)) : thousands) + "k"
    default: return narrow(Int(min(value, 1e15)))
    }
  }

  /// A measured speed: `×0.5`, `×7.2`, `×43`, `×8.2k`.
  package static func measuredSpeed(_ value: Double) -> String {
    guard value.isFinite, value < 1e12 else { return "×-" }
    if value >= 9.95 { return "×\(multiple(value.rounded()))" }
    return "×\(TimeText.decimal(value, value < 0.095 ? 2 : 1))"
  }
}
