/// A parameter of a running scenario that you can change.
public struct Knob: Hashable, Sendable {
  /// The name, as written after `--set`.
  public var name: String
  /// What is counted or measured, in the plural: `tasks`, `items`, `seconds`; empty if nothing is.
  public var unit: String
  /// The values that it takes.
  public var kind: Kind
  /// Its value in a preset that does not set it; `nil` if each preset has to.
  public var standard: KnobValue?
  /// One line on what it sets.
  public var help: String

  /// A knob; without a standard value, each preset has to set it.
  public init(
    name: String, unit: String, kind: Kind, standard: KnobValue? = nil, help: String
  ) {
    self.name = name
    self.unit = unit
    self.kind = kind
    self.standard = standard
    self.help = help
  }

  /// The values that a knob takes, and the size of one step.
  public enum Kind: Hashable, Sendable {
    /// A whole number.
    case count(ClosedRange<Int>, step: Int)
    /// A whole number, or `unlimited` above the greatest.
    case capacity(ClosedRange<Int>, step: Int)
    /// A distribution whose location lies in the range, and whose spread does not exceed it.
    case time(ClosedRange<Duration>)
    /// A length of time.
    case duration(ClosedRange<Duration>)
    /// A length of time, or `off` above the longest.
    case optionalDuration(ClosedRange<Duration>)
    /// One of these words.
    case choice([String])
    /// A share of the whole, shown as a percentage; the step is in tenths of a percent.
    case share(step: Int)
    /// A rate per second, in thousandths.
    case rate(ClosedRange<Int>)
  }
}
