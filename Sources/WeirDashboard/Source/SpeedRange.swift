import WeirEvents

/// The lowest and the highest speed of virtual time, in multiples of wall time, for keys, commands
/// and options.
public enum SpeedRange {
  /// In thousandths of wall time, as in the settings.
  public static let thousandths = 1...65_536_000
  /// In multiples of wall time.
  public static let range =
    ThousandthsText(thousandths.lowerBound).value...ThousandthsText(thousandths.upperBound).value
  /// The range in words, for help and errors.
  public static let text =
    "\(ThousandthsText(thousandths.lowerBound)) to \(ThousandthsText(thousandths.upperBound))"
}
