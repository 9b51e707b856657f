/// Something about a running scenario that a person can turn.
public struct Knob: Hashable, Sendable {
  /// As it is written after `--set`.
  public var name: String
  /// What is counted or measured, in the plural: `tasks`, `items`, `seconds`; empty where there is nothing to measure.
  public var unit: String
  public var kind: Kind
  /// What it is set to in a preset that does not name it; nil if each preset has to.
  public var standard: KnobValue?
  /// One line that says what turning it does.
  public var help: String

  public init(
    name: String, unit: String, kind: Kind, standard: KnobValue? = nil, help: String
  ) {
    self.name = name
    self.unit = unit
    self.kind = kind
    self.standard = standard
    self.help = help
  }

  /// What values the knob takes, and how far one turn goes.
  public enum Kind: Hashable, Sendable {
    /// A whole number.
    case count(ClosedRange<Int>, step: Int)
    /// A whole number or `unlimited`, which lies above the greatest number.
    case capacity(ClosedRange<Int>, step: Int)
    /// A distribution whose location lies in the range, and whose spread ends within it.
    case time(ClosedRange<Duration>)
    /// A length of time.
    case duration(ClosedRange<Duration>)
    /// A length of time or `off`, which lies above the longest.
    case optionalDuration(ClosedRange<Duration>)
    /// One of these words.
    case choice([String])
    /// How many of a hundred; turned by so many tenths of a percent.
    case share(step: Int)
    /// How often in a second, in thousandths.
    case rate(ClosedRange<Int>)
  }
}
