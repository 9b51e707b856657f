/// What a knob or a setting is set to.
public enum ParameterValue: Hashable, Sendable {
  /// A whole number.
  case count(Int)
  /// No limit, for a capacity.
  case unlimited
  /// A decimal number, in thousandths.
  case number(Int)
  /// A share of the whole, in thousandths.
  case share(Int)
  /// How often per second, in thousandths.
  case rate(Int)
  /// How a length of time is drawn.
  case time(TimeDistribution)
  /// One length of time.
  case duration(Duration)
  /// No length of time, for an optional one.
  case off
  /// One of a few words, or a name from a list.
  case choice(String)
  /// The path of a folder.
  case folder(String)
}

extension ParameterValue: CustomStringConvertible {
  /// The form that the command line and the configuration file take.
  public var description: String {
    switch self {
    case .count(let count): "\(count)"
    case .unlimited: "unlimited"
    case .number(let number): ThousandthsText(number).description
    case .share(let share): ThousandthsText.percent(share)
    case .rate(let rate): "\(ThousandthsText(rate))/s"
    case .time(let distribution): distribution.description
    case .duration(let duration): DurationText(duration).description
    case .off: "off"
    case .choice(let word): word
    case .folder(let path): path
    }
  }
}
