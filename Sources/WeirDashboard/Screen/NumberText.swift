/// Counts and rates for tables: rounded to what four or five columns hold.
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

  /// `0.0`, `4.1`, `37.2`, `412`, `12.3k`.
  static func rate(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    return value < 99.95 ? TimeText.decimal(value, 1) : count(Int(min(value, 1e15).rounded()))
  }

  /// A share from 0 to 1 in whole per cents.
  static func percent(_ share: Double) -> String {
    share.isFinite ? "\(Int((min(max(share, 0), 9.99) * 100).rounded()))%" : "-"
  }

  /// A speed: `×1`, `×0.25`, `×64`.
  static func speed(_ value: Double) -> String {
    if value >= 1 || value <= 0 { return "×\(count(Int(value)))" }
    return "×1/\(count(Int((1 / value).rounded())))"
  }

  /// A speed as it was found: `×0.5`, `×7.2`, `×43`.
  static func realSpeed(_ value: Double) -> String {
    guard value.isFinite, value < 1e12 else { return "×-" }
    if value >= 9.95 { return "×\(count(Int(value.rounded())))" }
    return "×\(TimeText.decimal(value, value < 0.095 ? 2 : 1))"
  }
}
