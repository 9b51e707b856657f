/// What a knob is set to.
public enum KnobValue: Hashable, Sendable {
  /// A whole number.
  case count(Int)
  /// No limit, where a capacity is asked for.
  case unlimited
  /// How a length of time is drawn.
  case time(TimeDistribution)
  /// One length of time.
  case duration(Duration)
  /// No such length, where it is optional.
  case off
  /// One of a few words.
  case choice(String)
  /// A share, in thousandths.
  case share(Int)
  /// How often in a second, in thousandths.
  case rate(Int)
}

extension KnobValue: CustomStringConvertible {
  /// The form that the command line takes.
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
