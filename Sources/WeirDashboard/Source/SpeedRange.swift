import WeirEvents

/// How slow and how fast virtual time may go, in multiples of wall time: the same for keys, commands and options.
public enum SpeedRange {
  /// In thousandths of wall time, as settings have it.
  public static let thousandths = 1...65_536_000
  public static let range =
    ThousandthsText(thousandths.lowerBound).value...ThousandthsText(thousandths.upperBound).value
  public static let text =
    "\(ThousandthsText(thousandths.lowerBound)) to \(ThousandthsText(thousandths.upperBound))"
}
