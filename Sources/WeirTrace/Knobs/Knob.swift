/// Something about a running scenario that a person can turn.
public struct Knob: Hashable, Sendable {
  /// As it is written after `--set`.
  public var name: String
  /// What is counted or measured, in the plural: `tasks`, `items`, `seconds`; empty where there is nothing to measure.
  public var unit: String
  public var kind: Kind
  /// One line that says what turning it does.
  public var help: String

  public init(name: String, unit: String, kind: Kind, help: String) {
    self.name = name
    self.unit = unit
    self.kind = kind
    self.help = help
  }

  /// What values the knob takes, and how far one turn goes.
  public enum Kind: Hashable, Sendable {
    /// A whole number.
    case count(ClosedRange<Int>, step: Int)
    /// A whole number or `unlimited`, which lies above the greatest number.
    case capacity(ClosedRange<Int>, step: Int)
    /// A distribution whose location lies in the range.
    case time(ClosedRange<Duration>)
    /// A length of time.
    case duration(ClosedRange<Duration>)
    /// A length of time or `off`, which lies above the longest.
    case optionalDuration(ClosedRange<Duration>)
    /// One of these words.
    case choice([String])
  }
}

/// Why a text is no value of a knob.
public enum KnobError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is of another kind than the knob takes.
  case wrongKind(knob: String, text: String, expected: String)
  /// The value lies outside the knob's range.
  case outOfRange(knob: String, text: String, range: String)

  /// Two sentences: what is wrong, what to do.
  public var description: String {
    switch self {
    case .wrongKind(let knob, let text, let expected):
      "The knob '\(knob)' can't be set to '\(text)'. Give \(expected)."
    case .outOfRange(let knob, let text, let range):
      "The knob '\(knob)' can't be set to '\(text)', which is out of range. Give a value from \(range)."
    }
  }
}
