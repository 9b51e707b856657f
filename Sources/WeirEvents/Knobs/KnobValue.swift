/// The value of a knob.
public enum KnobValue: Hashable, Sendable {
  /// A whole number.
  case count(Int)
  /// No limit, for a capacity.
  case unlimited
  /// The distribution of a length of time.
  case time(TimeDistribution)
  /// One length of time.
  case duration(Duration)
  /// No length of time, for one that is optional.
  case off
  /// One of a few words.
  case choice(String)
  /// A share, in thousandths.
  case share(Int)
  /// A rate per second, in thousandths.
  case rate(Int)
}

extension KnobValue: CustomStringConvertible {
  /// The value as it is written on the command line.
  public var description: String {
    switch self {
    case .count(let value): "\(value)"
    case .unlimited: "unlimited"
    case .time(let distribution): distribution.description
    case .duration(let duration): DurationText(duration).description
    case .off: "off"
    case .choice(let word): word
    case .share(let share): "\(ThousandthsText(share.saturatingTimes(100)))%"
    case .rate(let rate): "\(ThousandthsText(rate))/s"
    }
  }
}
